// Inline nodes as Markdown. The signs are those the text was read with; a new one gets the plainest.
import { schema } from "./schema.js";

const m = schema.marks;

/** The ways these nodes may stand in the source as they are, nothing escaped: they differ in which of two signs stands outside. */
export function spellings(nodes) {
  return [[m.link, m.strong, m.em], [m.link, m.em, m.strong], [m.strong, m.em, m.link], [m.em, m.strong, m.link]].map((order) => spell(nodes, order, (text) => text));
}

/** `say` turns a text into Markdown; `breaks` is what a line break becomes in a table's cell. */
export function spell(nodes, order, say, breaks = null) {
  const open = [];
  let out = "";
  nodes.forEach((node, at) => {
    const wanted = node.marks.filter((mark) => mark.type !== m.code);
    let stays = 0;
    while (stays < open.length && wanted.some((mark) => mark.eq(open[stays]))) stays += 1;
    while (open.length > stays) out += closing(open.pop());
    const fresh = wanted.filter((mark) => !open.some((one) => one.eq(mark)));
    fresh.sort((one, other) => lasts(nodes, at, other) - lasts(nodes, at, one) || order.indexOf(one.type) - order.indexOf(other.type));
    for (const mark of fresh) { out += mark.type === m.link ? "[" : mark.attrs.sign; open.push(mark); }
    out += piece(node, say, breaks);
  });
  while (open.length) out += closing(open.pop());
  return out;
}

const closing = (mark) => (mark.type === m.link ? `]${mark.attrs.form ?? target(mark.attrs.href)}` : mark.attrs.sign);
export const target = (address) => (/[\s()<>]/.test(address) ? `(<${address.replace(/[<>]/g, "")}>)` : `(${address})`);

function lasts(nodes, at, mark) {
  let end = at;
  while (end < nodes.length && nodes[end].marks.some((one) => one.eq(mark))) end += 1;
  return end - at;
}

function piece(node, say, breaks) {
  const { attrs } = node;
  const name = node.type.name;
  if (name === "text") return node.marks.some((mark) => mark.type === m.code) ? coded(node) : say(node.text);
  if (name === "fact") return `{{fact:${attrs.key}}}`;
  if (name === "wiki") return `[[${attrs.slug}${attrs.anchor}${attrs.words ? `|${attrs.words}` : ""}]]`;
  if (name === "image") return `![${attrs.alt.replace(/[[\]\\\n]/g, " ")}]${attrs.form ?? target(attrs.address)}`;
  if (breaks !== null && name.endsWith("_break")) return name === "hard_break" ? breaks : " ";
  return attrs.text;
}

function coded(node) {
  const asked = node.marks.find((mark) => mark.type === m.code).attrs.ticks;
  const runs = new Set([...node.text.matchAll(/`+/g)].map((one) => one[0].length));
  let ticks = asked;
  while (runs.has(ticks.length)) ticks += "`";
  const pad = /^`|`$/.test(node.text) ? " " : "";
  return ticks + pad + node.text + pad + ticks;
}
