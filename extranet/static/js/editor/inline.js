// The signs within a paragraph, found in the order in which Python-Markdown finds them. What was found is put aside, and one sign of
// a private range of Unicode stands in its place until the end, so that nothing is looked at twice.
import { schema } from "./schema.js";

const FIRST = 0xe000;
const MOST = 6000;
const ASIDE = /[\ue000-\uf8ff]/g;
const HAS_ASIDE = /[\ue000-\uf8ff]/;
const UNREADABLE = /[\ue000-\uf8ff\ud800-\udbff](?![\udc00-\udfff])|[\0-\x08\x0b-\x1f\x7f\u2028\u2029]/u;
const CODE = /(?<!\\)((?:\\\\)+)(?=`)|(?<![\\`])(`+)(?!`)(.+?)(?<!`)\2(?!`)/gs;
const ESCAPED = /\\([\\`*_{}[\]()>#+\-.!|])/g;
const FACT = /\{\{fact:([a-z0-9]+(?:[._-][a-z0-9]+)*)\}\}/g;
const WIKI = /\[\[([a-z0-9][a-z0-9-]*(?:\/[a-z0-9][a-z0-9-]*)*)(#[^[\]|\s]+)?(?:\|([^[\]\n]*))?\]\]/g;
const NOTE = /\[\^[^\]]*\]/g;
const TARGET = /^\(\s*(?:<([^<>]*)>|((?:[^\s()<>"']|\([^\s()<>"']*\))*))(?:\s+("[^"]*"|'[^']*'))?\s*\)/;
const ADDRESS = /<[A-Za-z][A-Za-z0-9+.-]*:\/\/[^<>]*>|<[^<> !]+@[^@<> ]+>/g;
const TAG = /<(?:\/?[a-zA-Z][^<>]*|!--(?:(?!<!--|-->)[^])*--|\?[^<>]*\?)>/g;
const ENTITY = /&(?:#[0-9]+|#x[0-9a-fA-F]+|[0-9a-zA-Z]+);/g;
const LOOK = /(?<=[\ue000-\uf8ff*_])\{:?[ ]*[#.][^}\n]*\}/g;
const BREAK = /( {2,})\n[ \t]*|[ \t]?\n[ \t]*/g;
const NAMED = { "&nbsp;": "\u00a0", "&amp;": "&", "&lt;": "<", "&gt;": ">", "&quot;": '"', "&pound;": "£", "&ndash;": "–", "&mdash;": "—", "&hellip;": "…", "&copy;": "©" };

/** ProseMirror's inline nodes of this source, or null when it holds what cannot be shown. */
export function readInline(source, references = new Set()) {
  if (!source) return [];
  if (UNREADABLE.test(source)) return null;
  const kept = [];
  const aside = (entry) => { kept.push(entry); return String.fromCharCode(FIRST + kept.length - 1); };
  const unfold = (text) => text.replace(ASIDE, (sign) => kept[sign.charCodeAt(0) - FIRST].text);
  const raw = (text) => aside({ kind: "raw", text: unfold(text) });
  const finder = { kept, aside, unfold, raw, references };
  let text = source
    .replace(CODE, (all, slashes, ticks, inside) => (slashes ? [...slashes.matchAll(/\\\\/g)].map(() => aside({ kind: "sign", text: "\\\\", shown: "\\" })).join("") : aside({ kind: "code", text: all, ticks, inside })))
    .replace(ESCAPED, (all, shown) => aside({ kind: "sign", text: all, shown }))
    .replace(FACT, (all, key) => aside({ kind: "fact", text: all, key }))
    .replace(WIKI, (all, slug, anchor, words) => ((words !== undefined && (!words.trim() || /[\ue000-\uf8ff*_<>&!]/.test(words) || words !== words.trim())) ? raw(all) : aside({ kind: "wiki", text: all, slug, anchor: anchor ?? "", words: words ?? "" })))
    .replace(NOTE, raw);
  text = brackets(text, finder)
    .replace(ADDRESS, raw)
    .replace(BREAK, (all, hard) => aside({ kind: hard ? "hard_break" : "soft_break", text: unfold(all) }))
    .replace(TAG, raw)
    .replace(ENTITY, (all) => aside({ kind: "sign", text: all, shown: NAMED[all] ?? all }))
    .replace(LOOK, raw);
  if (kept.length > MOST) return null;
  const nodes = emphasised(text, kept, []);
  return nodes && joined(nodes);
}

function brackets(text, finder) {
  let out = "";
  for (let at = 0; at < text.length; ) {
    const isPicture = text.startsWith("![", at);
    if (text[at] !== "[" && !isPicture) { out += text[at]; at += 1; continue; }
    const found = bracket(text, at + (isPicture ? 2 : 1), isPicture, finder);
    if (found) { out += found.sign; at = found.end; } else { out += text[at]; at += 1; }
  }
  return out;
}

function bracket(text, from, isPicture, finder) {
  const close = closing(text, from, "[", "]");
  if (close < 0) return null;
  const words = text.slice(from, close);
  const whole = (end) => text.slice(from - (isPicture ? 2 : 1), end);
  if (text[close + 1] === "(") {
    const target = TARGET.exec(text.slice(close + 1));
    const end = target ? close + 1 + target[0].length : closing(text, close + 2, "(", ")") + 1;
    if (end <= 0) return null;
    if (!target || /[[\]]/.test(isPicture ? words : "")) return { sign: finder.raw(whole(end)), end };
    return { sign: linked(words, target, finder.unfold(whole(end)), isPicture, finder), end };
  }
  const named = /^\s?\[([^\]]*)\]/.exec(text.slice(close + 1));
  const label = (one) => finder.unfold(one).toLowerCase().replace(/\s+/g, " ");
  if (named && finder.references.has(label(named[1] || words))) return { sign: finder.raw(whole(close + 1 + named[0].length)), end: close + 1 + named[0].length };
  return finder.references.has(label(words)) ? { sign: finder.raw(whole(close + 1)), end: close + 1 } : null;
}

function linked(words, target, text, isPicture, finder) {
  const form = finder.unfold(target[0]);
  const address = finder.unfold(target[1] ?? target[2] ?? "").trim();
  const hasFact = /\{\{|[\ue000-\uf8ff]/.test(target[1] ?? target[2] ?? "");
  if (isPicture) return HAS_ASIDE.test(words) || hasFact || words.includes("\n") ? finder.raw(text) : finder.aside({ kind: "image", text, address, alt: words, form });
  const inside = brackets(words, finder);
  const isNested = [...inside.matchAll(ASIDE)].some(([sign]) => ["link", "wiki"].includes(finder.kept[sign.charCodeAt(0) - FIRST].kind));
  return !words.trim() || hasFact || isNested ? finder.raw(text) : finder.aside({ kind: "link", text, inside, href: address, form });
}

function closing(text, from, open, shut) {
  for (let at = from, depth = 1; at < text.length; at += 1) {
    if (text[at] === open) depth += 1;
    else if (text[at] === shut) depth -= 1;
    if (!depth) return at;
  }
  return -1;
}

// Emphasis: runs of * and _, paired as CommonMark pairs them, with Python-Markdown's idea of what may begin and end.
function emphasised(text, kept, marks) {
  const runs = [...text.matchAll(/\*+|_+/g)].map((one) => run(text, one));
  if (runs.some((one) => one.length > 3)) return null;
  const spans = pair(runs);
  return build(text, 0, text.length, spans.sort((a, b) => a.from - b.from || b.to - a.to), kept, marks);
}

function run(text, one) {
  const [sign, at] = [one[0][0], one.index];
  const [before, after] = [text[at - 1] ?? "", text[at + one[0].length] ?? ""];
  const isWord = (letter) => /[\p{L}\p{N}_]/u.test(letter);
  const opens = after !== "" && !/\s/.test(after) && (sign === "*" || !isWord(before));
  const closes = before !== "" && !/\s/.test(before) && (sign === "*" || !isWord(after));
  return { sign, at, length: one[0].length, left: one[0].length, used: 0, opens, closes };
}

function pair(runs) {
  const spans = [];
  for (let i = 0; i < runs.length; i += 1) {
    const closer = runs[i];
    while (closer.closes && closer.left) {
      let j = i - 1;
      while (j >= 0 && !(runs[j].sign === closer.sign && runs[j].opens && runs[j].left && !isThird(runs[j], closer))) j -= 1;
      if (j < 0) break;
      const opener = runs[j];
      const size = Math.min(2, opener.left, closer.left);
      opener.left -= size;
      spans.push({ from: opener.at + opener.left, inner: opener.at + opener.left + size, until: closer.at + closer.used, to: closer.at + closer.used + size, sign: closer.sign.repeat(size) });
      closer.used += size;
      closer.left -= size;
      for (const between of runs.slice(j + 1, i)) between.left = 0;
    }
    if (closer.used) closer.opens = false; // what is left of it stays a sign
  }
  return spans;
}

const isThird = (opener, closer) => (opener.closes || closer.opens) && (opener.length + closer.length) % 3 === 0 && (opener.length % 3 !== 0 || closer.length % 3 !== 0);

function build(text, from, to, spans, kept, marks) {
  const nodes = [];
  let at = from;
  for (const span of spans.filter((one) => one.from >= from && one.to <= to)) {
    if (span.from < at) continue;
    nodes.push(...pieces(text.slice(at, span.from), kept, marks));
    const mark = schema.marks[span.sign.length === 2 ? "strong" : "em"].create({ sign: span.sign });
    if (marks.some((one) => one.type === mark.type)) return [null];
    nodes.push(...build(text, span.inner, span.until, spans.filter((one) => one.from >= span.inner && one.to <= span.until), kept, [...marks, mark]));
    at = span.to;
  }
  return [...nodes, ...pieces(text.slice(at, to), kept, marks)];
}

function pieces(text, kept, marks) {
  return text.split(/([\ue000-\uf8ff])/).flatMap((part) => {
    if (!part) return [];
    const code = part.charCodeAt(0);
    return part.length === 1 && code >= FIRST && code <= 0xf8ff ? node(kept[code - FIRST], kept, marks) : [schema.text(part, marks)];
  });
}

function node(entry, kept, marks) {
  const { kind, text } = entry;
  if (kind === "code") return [entry.inside.includes("\n") ? schema.nodes.raw.create({ text }, null, marks) : schema.text(entry.inside, [...marks, schema.marks.code.create({ ticks: entry.ticks })])];
  if (kind === "link") return emphasised(entry.inside, kept, [...marks, schema.marks.link.create({ href: entry.href, form: entry.form })]) ?? [null];
  if (kind === "image") return [schema.nodes.image.create({ address: entry.address, alt: entry.alt, form: entry.form }, null, marks)];
  if (kind === "fact") return [schema.nodes.fact.create({ key: entry.key }, null, marks)];
  if (kind === "wiki") return [schema.nodes.wiki.create({ slug: entry.slug, anchor: entry.anchor, words: entry.words }, null, marks)];
  if (kind === "sign") return [schema.nodes.sign.create({ text, shown: entry.shown }, null, marks)];
  return [schema.nodes[kind].create({ text }, null, marks)];
}

// Marks in ProseMirror's order, neighbouring texts with the same marks as one.
function joined(nodes) {
  if (nodes.includes(null)) return null;
  const sorted = nodes.map((one) => one.mark(one.marks.reduce((set, mark) => mark.addToSet(set), [])));
  return sorted.reduce((out, one) => {
    const last = out.at(-1);
    if (one.isText && last?.isText && sameMarks(last, one)) out[out.length - 1] = schema.text(last.text + one.text, one.marks);
    else out.push(one);
    return out;
  }, []);
}

const sameMarks = (one, other) => one.marks.length === other.marks.length && one.marks.every((mark, i) => mark.eq(other.marks[i]));
