// Tables of Markdown: one line a row, cells parted by upright strokes.
import { schema } from "./schema.js";
import { exactly, keep } from "./reading.js";

const n = schema.nodes;
const INSIDE = /\\[\\|`]|(`+)(?!`).*?(?<!`)\1(?!`)|\[\[[a-z0-9/-]+(?:#[^[\]|\s]+)?\|[^[\]\n]*\]\]/gs;

/** The texts of a row's cells. A stroke in code, after a backslash or in [[page|words]] parts nothing. */
export function cellsOf(line) {
  const text = line.trim().replace(INSIDE, (all) => all.replaceAll("|", "\u0000"));
  const row = text.replace(/^\|/, "").replace(/\|$/, "");
  return row.split("|").map((cell) => cell.replaceAll("\u0000", "|").trim());
}

export function readTable(lines, entry, kept) {
  const [names, dashes, ...rows] = [cellsOf(lines[0]), cellsOf(lines[1]), ...lines.slice(2).map(cellsOf)];
  const isFramed = lines.every((line) => /^\s{0,3}\|.*\|\s*$/.test(line));
  const isEven = [dashes, ...rows].every((row) => row.length === names.length) && dashes.every((cell) => /^:?-+:?$/.test(cell));
  if (!isEven || lines[0].includes("\0") || (names.length === 1 && !isFramed)) return null;
  const sides = dashes.map((cell) => (cell.endsWith(":") ? (cell.startsWith(":") ? "center" : "right") : cell.startsWith(":") ? "left" : ""));
  entry.dashes = { line: lines[1].trim(), sides };
  const nodes = [];
  for (const [at, cells] of [names, ...rows].entries()) {
    const row = readRow(cells, sides, at ? n.table_cell : n.table_header, lines[at ? at + 1 : 0].trim(), nodes.at(-1)?.attrs.src ?? null, kept);
    if (!row) return null;
    nodes.push(row);
  }
  return n.table.create({ src: entry.src }, nodes);
}

function readRow(cells, sides, type, raw, prev, kept) {
  const entry = keep(kept, { raw, before: "\n", prev });
  const nodes = cells.map((text, at) => {
    const inside = exactly(text, kept);
    return inside && type.create({ align: sides[at] }, n.paragraph.create(null, inside));
  });
  if (nodes.includes(null)) return null;
  entry.node = n.table_row.create({ src: entry.src }, nodes);
  return entry.node;
}
