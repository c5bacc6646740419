// Markdown becomes a page to edit. Each block remembers the lines it came from; what is not understood to the last sign is an island.
import { schema } from "./schema.js";
import { CALL, INNER, NUMBER, POINT, WHOLE, split, widen } from "./splitting.js";
import { readInline } from "./inline.js";
import { spellings } from "./spelling.js";
import { cellsOf, readTable } from "./tabling.js";

const n = schema.nodes;
const TAIL = /\n[ ]*\{:?[ ]*[#.][^}\n]*\}[ ]*$/;
const HEAD_TAIL = /(?:[ ]+\{:?[ ]*[#.][^}\n]*\}[ ]*)?(?:[ \t]*#+)?[ \t]*$/;

/** {doc, kept}: kept[src] is {node, raw, before, prev, tail}; kept.tail is what follows the last block; kept.eol ends a line. */
export function readPage(text) {
  const kept = Object.assign([], { eol: /\r\n/.test(text) ? "\r\n" : "\n", references: referencesOf(text) });
  const { nodes, tail } = readBlocks(text, WHOLE, kept);
  kept.tail = tail;
  return { doc: n.doc.create(null, nodes.length ? nodes : [n.paragraph.create()]), kept };
}

/** Labels of links whose addresses are given elsewhere on the page: [words][label]. */
function referencesOf(text) {
  return new Set([...text.matchAll(/^ {0,3}\[([^[\]^][^[\]]*)\]:/gm)].map((one) => one[1].toLowerCase().replace(/\s+/g, " ")));
}

export function readBlocks(text, where, kept) {
  const nodes = [];
  let at = 0;
  for (const piece of split(text, where)) {
    const raw = text.slice(piece.from, piece.to);
    const entry = keep(kept, { raw, before: text.slice(at, piece.from), prev: nodes.at(-1)?.attrs.src ?? null });
    entry.node = readers[piece.kind]?.(piece, entry, kept) ?? n.island.create({ src: entry.src, kind: piece.label ?? LABELS[piece.kind] ?? "Markdown", text: raw.replace(/\r\n/g, "\n") });
    nodes.push(entry.node);
    at = piece.to;
  }
  return { nodes, tail: text.slice(at) };
}

const LABELS = { list: "List", table: "Table", quote: "Quotation", callout: "Call-out", code: "Code" };

export function keep(kept, entry) {
  entry.src = kept.length;
  kept.push(entry);
  return entry;
}

/** Inline nodes, only when writing them gives this very source. */
export function exactly(source, kept) {
  const nodes = readInline(source, kept.references);
  return nodes && spellings(nodes).includes(source) ? nodes : null;
}

const readers = {
  paragraph: (piece, entry, kept) => readParagraph(piece.lines.join("\n").trim(), { src: entry.src }, kept),
  heading(piece, entry, kept) {
    const [, signs, rest] = /^(#{1,6})[ \t]+(.*)$/.exec(piece.lines[0].trimEnd());
    const tail = HEAD_TAIL.exec(rest)[0];
    const nodes = exactly(rest.slice(0, rest.length - tail.length), kept);
    return nodes?.length ? n.heading.create({ src: entry.src, level: signs.length, tail: tail.trimEnd() }, nodes) : null;
  },
  underlined(piece, entry, kept) {
    const nodes = exactly(piece.lines[0].trim(), kept);
    return nodes && n.heading.create({ src: entry.src, level: piece.lines[1][0] === "=" ? 1 : 2, under: true }, nodes);
  },
  rule: (piece, entry) => n.rule.create({ src: entry.src, sign: piece.lines[0].trim() }),
  code(piece, entry) {
    const [, fence, info] = /^([`~]+)(.*)$/.exec(piece.lines[0].trimEnd());
    const text = piece.lines.slice(1, -1).join("\n");
    return /[\0-\x08\x0b-\x1f]/.test(text) ? null : n.code_block.create({ src: entry.src, fence, info }, text ? schema.text(text) : null);
  },
  quote: (piece, entry, kept) => container(n.blockquote, {}, piece.lines.map((line) => line.replace(/^> ?/, "")), INNER, entry, kept),
  callout(piece, entry, kept) {
    const [, mark, kind, title] = CALL.exec(piece.lines[0].trimEnd());
    const body = piece.lines.slice(1).map((line) => widen(line).slice(4));
    return container(n.callout, { mark, kind: kind ?? "", title: title ?? null }, body, INNER, entry, kept);
  },
  local: (piece, entry, kept) => container(n.local, { head: piece.lines[0].trimEnd() }, piece.lines.slice(1, -1), WHOLE, entry, kept),
  list: (piece, entry, kept) => readList(piece.lines, entry, kept),
  table: (piece, entry, kept) => readTable(piece.lines, entry, kept),
};

function readParagraph(source, attrs, kept) {
  const tail = TAIL.exec(source)?.[0] ?? "";
  const nodes = exactly(source.slice(0, source.length - tail.length), kept);
  return nodes && n.paragraph.create({ ...attrs, tail }, nodes);
}

function container(type, attrs, lines, where, entry, kept) {
  const { nodes, tail } = readBlocks(lines.join("\n"), where, kept);
  entry.tail = tail;
  return type.create({ ...attrs, src: entry.src }, nodes.length ? nodes : [n.paragraph.create()]);
}

// Lists, in the one shape that Python-Markdown and this editor surely read alike: marks at the margin, what belongs to a point indented by
// four, all points close together or all with a blank line between.
function readList(lines, entry, kept) {
  const sign = POINT.test(lines[0]) ? POINT : NUMBER;
  const items = pointsOf(lines, sign);
  if (!items) return null;
  const loose = items.length > 1 ? items[1].after : items[0].inner;
  if (items.slice(1).some((one) => one.after !== loose) || (!loose && items.some((one) => one.inner))) return null;
  const nodes = [];
  for (const one of items) {
    const node = readPoint(one, lines, nodes.at(-1)?.attrs.src ?? null, kept);
    if (!node) return null;
    nodes.push(node);
  }
  if (sign === POINT) return n.bullet_list.create({ src: entry.src, marker: items[0].sign + items[0].room, loose }, nodes);
  const [start, next] = items.map((one) => Number(one.sign));
  return n.ordered_list.create({ src: entry.src, start, step: next === start ? 0 : 1, marker: `.${items[0].room}`, loose }, nodes);
}

function pointsOf(lines, sign) {
  const items = [];
  let isAfterBlank = false, isInIndented = false;
  for (const [at, line] of lines.map(widen).entries()) {
    if (!line.trim()) { isAfterBlank = true; continue; }
    const found = sign.exec(line);
    const last = items.at(-1);
    const isIndented = line.startsWith("    ");
    if (isAfterBlank) isInIndented = isIndented;
    if (found && !found[1]) {
      if (isInIndented || /^([-*_] *){3,}$/.test(line)) return null;
      items.push({ at, after: isAfterBlank, inner: false, sign: found[2], room: found[3], first: [line.slice(found[0].length)], rest: [] });
    } else if (!last || POINT.test(line) || NUMBER.test(line) || /^ {0,3}(=+|-+) *$/.test(line)) return null;
    else if (isIndented && (last.rest.length || isAfterBlank || POINT.test(line.slice(4)) || NUMBER.test(line.slice(4)))) {
      if (isAfterBlank) { last.rest.push(""); last.inner = true; }
      last.rest.push(line.slice(4));
    } else if (isAfterBlank || last.rest.length || /^ {8}/.test(line)) return null;
    else last.first.push(line);
    isAfterBlank = false;
    items.at(-1).end = at + 1;
  }
  return items;
}

function readPoint(one, lines, prev, kept) {
  const task = /^\[([ xX])\] (?=\S)/.exec(one.first[0]);
  const text = one.first.join("\n").slice(task ? 4 : 0);
  const whole = split(text, INNER);
  if (whole.length !== 1 || whole[0].kind !== "paragraph" || /^\[[ xX]\](\s|$)/.test(text)) return null;
  const first = readParagraph(text.trimEnd(), {}, kept);
  const rest = one.rest.length ? readBlocks(one.rest.join("\n"), INNER, kept).nodes : [];
  const isFit = first && rest.every((node) => node.type === n.paragraph || node.type.isInGroup("list")) && (one.inner || rest.length < 2) && (one.inner || !rest.length || rest[0].type.isInGroup("list"));
  if (!isFit) return null;
  const entry = keep(kept, { raw: lines.slice(one.at, one.end).join("\n"), before: prev === null ? "" : one.after ? "\n\n" : "\n", prev });
  entry.node = n.list_item.create({ src: entry.src, task: task?.[1].toLowerCase() ?? "" }, [first, ...rest]);
  return entry.node;
}

export { cellsOf };
