// A text cut into its blocks, by the rules of Python-Markdown (the server's), not CommonMark's: see docs/editor.md.
// Blocks and the blank lines between them are the whole text: nothing is ever lost here.
export const WHOLE = { fences: true, rows: true }; // a page, or the text for one authority
export const INNER = { fences: false, rows: false }; // a quotation, a call-out, a point of a list

const HEADING = /^#{1,6}[ \t]+\S/;
const FENCE = /^(`{3,}|~{3,})(.*)$/;
const RULE = /^ {0,3}([-_*])(?: {0,2}\1){2,} *$/;
export const CALL = /^(!!!|\?\?\?\+?) ?([\w-]+(?: +[\w-]+)*)?(?: +"(.*?)")? *$/;
export const POINT = /^( {0,3})([-*+])( +)(?=\S)/;
export const NUMBER = /^( {0,3})(\d{1,9})\.( +)(?=\S)/;
const INCLUDE = /^\{\{include:\s*[a-z0-9/-]+\s*\}\}\s*$/;
const NOTE = /^ {0,3}\[\^[^\]]*\]:/;
const ADDRESS = /^ {0,3}\[[^[\]]*\]:/;
const MEANING = /^ {0,3}:(?: {1,3}|\t)/;
const DASHES = /^ *\|?[ :|-]*-[ :|-]*$/;
const TAG = /^ {0,3}<(?:[!?]|\/?(address|article|aside|blockquote|body|canvas|center|dd|details|dialog|dir|div|dl|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hgroup|hr|html|iframe|legend|li|link|main|map|math|menu|meta|nav|noscript|object|ol|optgroup|option|output|p|param|pre|progress|script|section|select|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|track|ul|video)(?=[\s>/]|$))/i;
const BLOCK_TAGS = /<(\/?)(address|article|aside|blockquote|body|center|dd|details|dialog|div|dl|dt|fieldset|figcaption|figure|footer|form|h[1-6]|header|hgroup|iframe|li|main|map|menu|nav|noscript|object|ol|p|pre|script|section|select|style|summary|table|tbody|td|textarea|tfoot|th|thead|tr|ul|video)\b[^<>]*?(\/?)>/gi;

const isBlank = (line) => !line || !line.trim();
export const widen = (line) => line.replace(/^[ \t]+/, (lead) => { let at = 0; for (const one of lead) at += one === "\t" ? 4 - (at % 4) : 1; return " ".repeat(at); });
const isIndented = (line) => !isBlank(line) && /^ {4}/.test(widen(line));

/** [{kind, from, to, lines, label}]: `from` and `to` are places in the text, `lines` are without line ends. */
export function split(text, where = WHOLE) {
  const lines = linesOf(text);
  const words = lines.map((one) => one.text);
  const cutter = { words, where, code: where.fences ? fences(words) : new Map() };
  const pieces = [];
  for (let at = 0; at < words.length; ) {
    if (isBlank(words[at])) { at += 1; continue; }
    const found = pieceAt(cutter, at);
    // A meaning belongs to the term in the paragraph before it.
    const first = found.joins && pieces.length && pieces.at(-1).kind === "paragraph" ? pieces.pop().first : at;
    pieces.push({ ...found, first, ...measure(text, lines, first, found.end, found.kind) });
    at = found.end;
  }
  return pieces;
}

function linesOf(text) {
  const lines = [];
  let at = 0;
  for (const one of text.split("\n")) {
    lines.push({ text: one.endsWith("\r") ? one.slice(0, -1) : one, at });
    at += one.length + 1;
  }
  return lines;
}

function measure(text, lines, first, end, kind) {
  const until = end < lines.length ? lines[end].at : text.length;
  const raw = text.slice(lines[first].at, until).trimEnd();
  const lead = kind === "paragraph" ? raw.length - raw.trimStart().length : 0; // up to three spaces before a paragraph mean nothing
  const from = lines[first].at + lead;
  return { from, to: from + raw.length - lead, lines: lines.slice(first, end).map((one) => one.text) };
}

function fences(words) {
  const found = new Map();
  for (let at = 0; at < words.length; at += 1) {
    const opening = FENCE.exec(words[at])?.[1];
    if (!opening) continue;
    const end = words.findIndex((line, i) => i > at && line.trimEnd() === opening);
    if (end > 0) { found.set(at, end + 1); at = end; }
  }
  return found;
}

function pieceAt(cutter, at) {
  const { words, where, code } = cutter;
  const line = words[at];
  if (code.has(at)) return { kind: /^ *[\w#.+-]* *$/.test(FENCE.exec(line)[2]) ? "code" : "island", label: "Code", end: code.get(at) };
  if (where.rows && line.startsWith(":::")) return directive(cutter, at);
  if (where.rows && INCLUDE.test(line)) return island("Text of another page", at + 1);
  const end = chunkEnd(cutter, at);
  const chunk = words.slice(at, end);
  const tagged = chunk.findIndex((one) => TAG.test(one));
  if (tagged >= 0) return island("HTML", htmlEnd(cutter, at, end));
  if (isIndented(line)) return island("Code", onward(cutter, end, isIndented));
  if (HEADING.test(line)) return { kind: "heading", end: at + 1 };
  if (!where.fences && chunk.some((one) => FENCE.test(one))) return island("Markdown", end);
  if (!where.rows && chunk.some((one) => one.startsWith(":::"))) return island("Markdown", end);
  return called(cutter, at, end) ?? listed(cutter, at, end) ?? plain(cutter, at, end, chunk);
}

const island = (label, end, joins = false) => ({ kind: "island", label, end, joins });

/** Where the lines that stand together end: before a blank line, and before whatever begins a block in any case. */
function chunkEnd({ words, where, code }, at) {
  let end = at + 1;
  while (end < words.length && !isBlank(words[end]) && !code.has(end) && !HEADING.test(words[end])) {
    if (where.rows && (words[end].startsWith(":::") || INCLUDE.test(words[end]))) break;
    end += 1;
  }
  return end;
}

/** The end of what goes on after blank lines, as long as each next chunk `belongs`. */
function onward(cutter, end, belongs) {
  for (;;) {
    let next = end;
    while (next < cutter.words.length && isBlank(cutter.words[next])) next += 1;
    if (next === end || next >= cutter.words.length || cutter.code.has(next) || !belongs(cutter.words[next])) return end;
    if (cutter.where.rows && cutter.words[next].startsWith(":::")) return end;
    end = chunkEnd(cutter, next);
  }
}

function directive(cutter, at) {
  const { words, code } = cutter;
  const name = words[at].slice(3).trim().split(/\s+/);
  const isRow = name[0] === "for" || name[0] === "otherwise" || (name[0] === "also" && name[1] === "for");
  if (!name[0]) return island("Markdown", at + 1);
  let depth = 0;
  for (let i = at + 1; i < words.length; i += 1) {
    if (code.has(i)) { i = code.get(i) - 1; continue; }
    if (!words[i].startsWith(":::")) continue;
    const inner = words[i].slice(3).trim();
    if (/^(for|otherwise|also for)(\s|$)/.test(inner)) return island("Markdown", i); // never closed: the server says so
    if (inner) depth += 1;
    else if (depth) depth -= 1;
    else return isRow ? { kind: "local", end: i + 1 } : island(`Block of a plugin: ${name[0]}`, i + 1);
  }
  return island("Markdown", words.length);
}

function htmlEnd(cutter, at, end) {
  const { words } = cutter;
  let until = end;
  for (;;) {
    const text = words.slice(at, until).join("\n");
    const isCommentOpen = text.lastIndexOf("<!--") > text.lastIndexOf("-->");
    const depth = [...text.matchAll(BLOCK_TAGS)].reduce((sum, one) => sum + (one[3] ? 0 : one[1] ? -1 : 1), 0);
    const isTagOpen = /<[a-z][^<>]*$/i.test(text);
    if (until >= words.length || (!isCommentOpen && depth <= 0 && !isTagOpen)) return until;
    until += 1;
    while (until < words.length && !isBlank(words[until])) until += 1;
  }
}

function called(cutter, at, end) {
  const { words } = cutter;
  const head = CALL.exec(words[at]);
  if (!head) return null;
  let stop = at + 1;
  while (stop < end && isIndented(words[stop])) stop += 1;
  if (stop === end) stop = onward(cutter, end, isIndented);
  const body = words.slice(at + 1, stop);
  const isWhole = body.length && !isBlank(body[0]) && body.every((line) => isBlank(line) || isIndented(line)) && (head[2] || head[3] !== undefined) && (head[1] !== "!!!" || head[2]);
  return isWhole ? { kind: "callout", end: stop } : island("Call-out", stop);
}

function listed(cutter, at, end) {
  const { words } = cutter;
  const sign = [POINT, NUMBER].find((one) => one.test(words[at]));
  if (!sign || RULE.test(words[at])) return null;
  return { kind: "list", end: onward(cutter, end, (line) => isIndented(line) || (sign.test(line) && !RULE.test(line))) };
}

function plain(cutter, at, end, chunk) {
  const joined = chunk.slice(1);
  if (chunk.some((line) => NOTE.test(line))) return island("Note at the foot", onward(cutter, end, isIndented));
  if (chunk.some((line) => ADDRESS.test(line))) return island("Addresses of links", end);
  if (chunk.some((line) => MEANING.test(line))) return island("Words and their meanings", onward(cutter, end, isIndented), MEANING.test(chunk[0]));
  if (chunk.length > 1 && chunk[0].includes("|") && DASHES.test(chunk[1]) && chunk[1].includes("|")) {
    let whole = end;
    while (whole < cutter.words.length && !isBlank(cutter.words[whole])) whole += 1;
    return whole === end ? { kind: "table", end } : island("Table", whole);
  }
  if (chunk.length === 1 && RULE.test(chunk[0])) return { kind: "rule", end };
  if (chunk.length === 2 && /^(=+|-+) *$/.test(chunk[1])) return { kind: "underlined", end };
  if (/^ {0,3}>/.test(chunk[0])) return chunk.every((line) => /^>( |$)/.test(line)) ? { kind: "quote", end } : island("Quotation", end);
  const isOdd = joined.some((line) => /^ {0,3}>/.test(line) || CALL.test(line) || /^(!!!|\?\?\?)/.test(line) || RULE.test(line)) || /^(!!!|\?\?\?)/.test(chunk[0]) || /^(=+|-+) *$/.test(joined[0] ?? "x");
  return isOdd ? island("Markdown", end) : { kind: "paragraph", end };
}
