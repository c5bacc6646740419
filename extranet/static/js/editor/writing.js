// A page that was edited becomes Markdown again. Blocks that still say what they said keep their lines byte for byte; the others are
// written afresh and read back, and signs are escaped only as far as that is needed to read the same.
import { schema } from "./schema.js";
import { INNER, WHOLE, split } from "./splitting.js";
import { readInline } from "./inline.js";
import { spell } from "./spelling.js";

const n = schema.nodes;
const m = schema.marks;
const ORDER = [m.link, m.strong, m.em];
const UNSEEN = new Set(["src", "form", "sign", "text"]);

export function writePage(doc, kept) {
  const text = sequence(children(doc), kept, { eol: kept.eol, where: WHOLE });
  return text + (text || kept.length === 0 ? kept.tail : kept.tail.replace(/^\s*\n/, ""));
}

const children = (node) => { const found = []; node.forEach((one) => found.push(one)); return found; };
const isEmpty = (node) => node.type === n.paragraph && !node.attrs.tail && node.content.size === node.textContent.length && !node.textContent.trim();

/** Whether two nodes say the same, wherever they were read. */
export function same(one, other) {
  if (one === other) return true;
  if (one.type !== other.type || one.childCount !== other.childCount || one.text !== other.text) return false;
  if (Object.keys(one.attrs).some((name) => name !== "src" && one.attrs[name] !== other.attrs[name] && !isList(one.attrs[name]))) return false;
  if (one.marks.length !== other.marks.length || one.marks.some((mark, at) => !mark.eq(other.marks[at]))) return false;
  for (let at = 0; at < one.childCount; at += 1) if (!same(one.child(at), other.child(at))) return false;
  return true;
}

const isList = (value) => Array.isArray(value); // widths of a table's columns, which nobody sets

function whole(node, kept) {
  const entry = kept[node.attrs.src];
  return entry?.node && same(entry.node, node) ? entry : null;
}

/** Blocks one after another. A gap stays as it was between blocks that still stand together. */
function sequence(nodes, kept, { gap = "\n\n", eol = "\n", where = INNER, spelled = null } = {}) {
  let out = "", last = null, wasWhole = true;
  for (const node of nodes) {
    if (isEmpty(node)) continue;
    const entry = kept[node.attrs.src];
    const isWhole = Boolean(whole(node, kept));
    const text = isWhole && !spelled ? entry.raw : (spelled ?? write)(node, kept, where).replaceAll("\n", eol);
    const follows = entry && (last ? entry.prev !== null && last.attrs.src === entry.prev : entry.prev === null);
    const isSafe = follows && ((isWhole && wasWhole) || /\n[ \t\r]*\n/.test(entry.before) || (entry.node?.type === node.type && (!last || kept[last.attrs.src]?.node?.type === last.type)));
    out += (isSafe ? entry.before : last ? gap.replaceAll("\n", eol) : "") + text;
    last = node;
    wasWhole = isWhole;
  }
  return out;
}

function write(node, kept, where) {
  return writers[node.type.name](node, kept, where);
}

const writers = {
  paragraph: (node, kept, where) => paragraph(node, kept, where) + node.attrs.tail,
  heading(node, kept) {
    const text = inline(node, kept).replace(/\s*\n\s*/g, " ");
    if (node.attrs.under && text) return `${text}\n${(node.attrs.level === 1 ? "=" : "-").repeat(Math.max(3, text.length))}`;
    const shut = /#$/.test(text) && !node.attrs.tail ? text.replace(/#$/, "\\#") : text;
    return `${"#".repeat(node.attrs.level)} ${shut}${node.attrs.tail}`.trimEnd();
  },
  blockquote: (node, kept) => inner(node, kept).split("\n").map((line) => (line ? `> ${line}` : ">")).join("\n"),
  callout(node, kept) {
    const { mark, kind, title } = node.attrs;
    const head = `${mark} ${kind}${title === null ? "" : `${kind ? " " : ""}"${title.replace(/"/g, "”")}"`}`;
    return `${head}\n${indent(inner(node, kept) || "…")}`;
  },
  local(node, kept) {
    const body = inner(node, kept, WHOLE);
    return body.trim() ? `${node.attrs.head}\n${body}\n:::` : `${node.attrs.head}\n:::`;
  },
  bullet_list: (node, kept) => listed(node, kept, () => node.attrs.marker),
  ordered_list: (node, kept) => listed(node, kept, (at) => `${node.attrs.start + at * node.attrs.step}${node.attrs.marker}`),
  code_block(node) {
    let fence = node.attrs.fence;
    while (node.textContent.split("\n").some((line) => line.startsWith(fence))) fence += fence[0];
    return `${fence}${node.attrs.info}\n${node.textContent}${node.textContent ? "\n" : ""}${fence}`;
  },
  rule: (node) => node.attrs.sign,
  island: (node) => node.attrs.text.trimEnd(),
  table: tabled,
};

function inner(node, kept, where = INNER) {
  const text = sequence(children(node), kept, { where });
  return (text + (kept[node.attrs.src]?.tail ?? "")).replace(/\n+$/, where === WHOLE ? "" : "");
}

const indent = (text) => text.split("\n").map((line) => (line.trim() ? `    ${line}` : "")).join("\n");

function listed(list, kept, mark) {
  const gap = list.attrs.loose ? "\n\n" : "\n";
  let at = -1;
  return sequence(children(list), kept, { gap, spelled: (item) => { at += 1; return point(item, mark(at), list, kept, gap); } });
}

function point(item, mark, list, kept, gap) {
  const entry = whole(item, kept);
  const isSameMark = entry && (list.type === n.bullet_list || entry.raw.startsWith(mark.trim()));
  if (isSameMark) return entry.raw;
  if (entry) return entry.raw.replace(/^\s*\d+\./, mark.trim());
  const [first, ...rest] = children(item);
  const task = item.attrs.task ? `[${item.attrs.task}] ` : "";
  const text = paragraph(first, kept, INNER) + first.attrs.tail;
  const more = rest.filter((node) => !isEmpty(node)).map((node) => gap + indent(whole(node, kept) ? kept[node.attrs.src].raw : write(node, kept, INNER)));
  return mark + task + (text || "…") + more.join("");
}

function tabled(table, kept) {
  const rows = children(table);
  const width = Math.max(...rows.map((row) => children(row).reduce((sum, cell) => sum + cell.attrs.colspan, 0)));
  const sides = sidesOf(rows[0], width);
  const was = kept[table.attrs.src]?.dashes;
  const isAsBefore = was && was.sides.length === width && was.sides.every((side, at) => side === sides[at]);
  const dashes = isAsBefore ? was.line : `| ${sides.map((side) => ({ left: ":---", center: ":---:", right: "---:" })[side] ?? "---").join(" | ")} |`;
  const [names, ...others] = rows.map((row) => (whole(row, kept) ? kept[row.attrs.src].raw : rowed(row, width, kept)));
  return [names, dashes, ...others].join("\n");
}

function sidesOf(row, width) {
  const sides = children(row).flatMap((cell) => [cell.attrs.align, ...Array(cell.attrs.colspan - 1).fill("")]);
  return [...sides, ...Array(width).fill("")].slice(0, width);
}

function rowed(row, width, kept) {
  const cells = children(row).flatMap((cell) => [inline(cell.firstChild, kept, true), ...Array(cell.attrs.colspan - 1).fill("")]);
  return `| ${[...cells, ...Array(width).fill("")].slice(0, width).join(" | ")} |`;
}

// --- texts

function inline(node, kept, isCell = false) {
  const nodes = tidy(children(node));
  const breaks = isCell ? "<br>" : null;
  const ways = [(text) => text, escaped].map((say) => spell(nodes, ORDER, (text) => (isCell ? say(text).replace(/\|/g, "\\|") : say(text)), breaks).trim());
  const plain = isCell ? nodes.map((one) => (one.type === n.hard_break ? n.raw.create({ text: "<br>" }, null, one.marks) : one.type === n.soft_break ? schema.text(" ", one.marks) : one)) : nodes;
  return ways.find((way) => reads(readInline(way, kept.references), plain)) ?? ways[1];
}

function paragraph(node, kept, where) {
  const nodes = tidy(children(node));
  const ways = [(text) => text, escaped].flatMap((say) => {
    const text = spell(nodes, ORDER, say).trim();
    return [text, guarded(text)];
  });
  const isFit = (way) => {
    const pieces = split(way, where);
    return pieces.length === 1 && pieces[0].kind === "paragraph" && !/\n *\{:?[ ]*[#.][^}\n]*\}$/.test(way) && reads(readInline(way, kept.references), nodes);
  };
  return ways.find(isFit) ?? ways.at(-1);
}

const escaped = (text) => text.replace(/[\\`*_[\]{}]/g, "\\$&").replace(/&(?=#?\w+;)/g, "&amp;").replace(/<(?=[a-zA-Z/!?])/g, "&lt;");

// What would begin a block at the start of a line loses that meaning.
function guarded(text) {
  return text.split("\n").map((line) => line.replace(/^( *)(\d+)\.(?=\s)/, "$1$2\\.").replace(/^( *)([#>+\-*!|`{[_~=:?])/, (all, room, sign) => room + (/[~=:?]/.test(sign) ? `&#${sign.charCodeAt(0)};` : `\\${sign}`))).join("\n");
}

/** Whether a text that was read back says what was meant: an escaped sign is that sign. */
function reads(found, meant) {
  if (!found) return false;
  const [one, other] = [flat(found), flat(meant)];
  return one.length === other.length && one.every((part, at) => part === other[at]);
}

function flat(nodes) {
  const parts = [];
  for (const node of nodes) {
    const marks = node.marks.map((mark) => `${mark.type.name}${mark.attrs.href ?? ""}`).sort().join();
    const text = node.isText ? node.text : node.type === n.sign ? signed(node) : null;
    if (text !== null) parts.push(...[...text].map((letter) => letter + marks));
    else parts.push(node.type.name + Object.entries(node.attrs).filter(([name]) => !UNSEEN.has(name)).map((pair) => pair.join()).join() + (node.type === n.raw ? node.attrs.text : "") + marks);
  }
  return parts;
}

const signed = (node) => { const code = /^&#(\d+);$/.exec(node.attrs.text); return code ? String.fromCharCode(code[1]) : node.attrs.shown; };

// Signs of emphasis hold only next to letters, so spaces at the edge of bold or italic text go outside it.
function tidy(nodes) {
  const bears = (node, type) => Boolean(node && type.isInSet(node.marks));
  return nodes.flatMap((node, at) => {
    if (!node.isText || m.code.isInSet(node.marks)) return [node];
    const [, before, middle, after] = /^(\s*)(.*?)(\s*)$/s.exec(node.text);
    const shared = (neighbour) => node.marks.filter((mark) => ![m.em, m.strong].includes(mark.type) || bears(neighbour, mark.type));
    const part = (text, marks) => (text ? [schema.text(text, marks)] : []);
    return middle ? [...part(before, shared(nodes[at - 1])), ...part(middle, node.marks), ...part(after, shared(nodes[at + 1]))] : part(node.text, shared(nodes[at - 1]).filter((mark) => shared(nodes[at + 1]).includes(mark)));
  });
}
