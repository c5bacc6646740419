// What a page may hold when it is edited as a page. `src` names the lines a block was read from; it says nothing about the block.
import { Schema, tableNodes } from "../../vendor/editor.js";

const SRC = { src: { default: null } };
const LOOKS = /\.(lead|quiet|say|compact|wide|number)\b/;
export const lookOf = (tail) => LOOKS.exec(tail ?? "")?.[1] ?? "";

const tables = tableNodes({
  tableGroup: "block", cellContent: "paragraph",
  cellAttributes: { align: { default: "", getFromDOM: (cell) => sideOf(cell), setDOMAttr: (value, attrs) => { if (value) attrs.class = `align-${value}`; } } },
});
const withSource = (spec) => ({ ...spec, attrs: { ...spec.attrs, ...SRC } });

function sideOf(cell) {
  const side = cell.getAttribute("align") || /align-(left|center|right)/.exec(cell.className)?.[1] || "";
  return ["left", "center", "right"].includes(side) ? side : "";
}

const nodes = {
  doc: { content: "(block | local)+" },
  paragraph: {
    content: "inline*", group: "block", attrs: { ...SRC, tail: { default: "" } },
    parseDOM: [{ tag: "p.say", attrs: { tail: "\n{: .say }" } }, { tag: "p" }],
    toDOM: (node) => ["p", lookOf(node.attrs.tail) ? { class: lookOf(node.attrs.tail) } : {}, 0],
  },
  heading: {
    content: "inline*", group: "block", defining: true, attrs: { ...SRC, level: { default: 2 }, tail: { default: "" }, under: { default: false } },
    parseDOM: [1, 2, 3, 4, 5, 6].map((level) => ({ tag: `h${level}`, attrs: { level: Math.max(2, level) } })),
    toDOM: (node) => [`h${Math.max(2, node.attrs.level)}`, 0],
  },
  blockquote: { content: "block+", group: "block", defining: true, attrs: { ...SRC, mark: { default: "> " } }, parseDOM: [{ tag: "blockquote" }], toDOM: () => ["blockquote", 0] },
  bullet_list: {
    content: "list_item+", group: "block list", attrs: { ...SRC, marker: { default: "- " }, loose: { default: false } },
    parseDOM: [{ tag: "ul" }], toDOM: () => ["ul", 0],
  },
  ordered_list: {
    content: "list_item+", group: "block list", attrs: { ...SRC, start: { default: 1 }, step: { default: 1 }, marker: { default: ". " }, loose: { default: false } },
    parseDOM: [{ tag: "ol", getAttrs: (dom) => ({ start: Number(dom.getAttribute("start") ?? 1) || 1 }) }],
    toDOM: (node) => ["ol", node.attrs.start === 1 ? {} : { start: node.attrs.start }, 0],
  },
  list_item: {
    content: "paragraph (paragraph | list)*", defining: true, attrs: { ...SRC, task: { default: "" } },
    parseDOM: [{ tag: "li" }], toDOM: () => ["li", 0],
  },
  code_block: {
    content: "text*", marks: "", group: "block", code: true, defining: true, attrs: { ...SRC, fence: { default: "```" }, info: { default: "" } },
    parseDOM: [{ tag: "pre", preserveWhitespace: "full" }], toDOM: () => ["pre", ["code", 0]],
  },
  rule: { group: "block", attrs: { ...SRC, sign: { default: "---" } }, parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
  callout: {
    content: "block+", group: "block", defining: true, isolating: true,
    attrs: { ...SRC, mark: { default: "!!!" }, kind: { default: "note" }, title: { default: null } },
    parseDOM: [{ tag: "div.admonition", getAttrs: (dom) => ({ kind: /note|tip|important|warning|danger|example/.exec(dom.className)?.[0] ?? "note" }) }],
    toDOM: (node) => ["div", { class: `admonition ${node.attrs.kind}` }, 0],
  },
  // A text for some authorities. `head` is its first line as it stands in the source.
  local: { content: "block+", defining: true, isolating: true, attrs: { ...SRC, head: { default: "::: otherwise" } }, toDOM: () => ["div", { class: "variant" }, 0] },
  // What the editor does not take apart: its lines, as they are.
  island: { group: "block", atom: true, isolating: true, selectable: true, attrs: { ...SRC, text: { default: "" }, kind: { default: "Markdown" } }, toDOM: () => ["div", { class: "ed-island" }] },
  table: withSource(tables.table),
  table_row: withSource(tables.table_row),
  table_header: tables.table_header,
  table_cell: tables.table_cell,
  text: { group: "inline" },
  image: {
    inline: true, group: "inline", draggable: true, attrs: { address: {}, alt: { default: "" }, form: { default: null } },
    toDOM: (node) => ["span", { class: "ed-picture" }, node.attrs.alt],
  },
  fact: { inline: true, group: "inline", atom: true, attrs: { key: {} }, toDOM: (node) => ["span", { class: "fact ed-fact" }, `{{fact:${node.attrs.key}}}`], leafText: (node) => `{{fact:${node.attrs.key}}}` },
  wiki: {
    inline: true, group: "inline", atom: true, attrs: { slug: {}, anchor: { default: "" }, words: { default: "" } },
    toDOM: (node) => ["a", { href: `/wiki/${node.attrs.slug}${node.attrs.anchor}` }, node.attrs.words || node.attrs.slug], leafText: (node) => node.attrs.words || node.attrs.slug,
  },
  // A piece of source within a line, kept as it is: <kbd>, [^1], {.lead}. A sign is the same for one character: \*, &nbsp;.
  raw: { inline: true, group: "inline", atom: true, attrs: { text: {} }, toDOM: (node) => ["span", { class: "ed-raw" }, node.attrs.text], leafText: (node) => node.attrs.text },
  sign: { inline: true, group: "inline", atom: true, attrs: { text: {}, shown: {} }, toDOM: (node) => ["span", { class: "ed-sign" }, node.attrs.shown], leafText: (node) => node.attrs.shown },
  soft_break: { inline: true, group: "inline", attrs: { text: { default: "\n" } }, toDOM: () => ["span", { class: "ed-soft" }, " "], leafText: () => " " },
  hard_break: { inline: true, group: "inline", attrs: { text: { default: "  \n" } }, parseDOM: [{ tag: "br" }], toDOM: () => ["br"], leafText: () => "\n" },
};

const marks = {
  link: {
    inclusive: false, attrs: { href: {}, form: { default: null } },
    parseDOM: [{ tag: "a[href]", getAttrs: (dom) => (/^(https?:|mailto:|tel:|\/wiki\/)/.test(dom.getAttribute("href")) ? { href: dom.getAttribute("href") } : false) }],
    toDOM: (mark) => ["a", { href: mark.attrs.href }, 0],
  },
  em: { attrs: { sign: { default: "*" } }, parseDOM: [{ tag: "i" }, { tag: "em" }, { style: "font-style=italic" }], toDOM: () => ["em", 0] },
  strong: {
    attrs: { sign: { default: "**" } },
    parseDOM: [{ tag: "b", getAttrs: (dom) => (dom.style.fontWeight === "normal" ? false : null) }, { tag: "strong" }, { style: "font-weight", getAttrs: (value) => (/^(bold|[6-9]00)$/.test(value) ? null : false) }],
    toDOM: () => ["strong", 0],
  },
  code: { attrs: { ticks: { default: "`" } }, inclusive: false, parseDOM: [{ tag: "code" }], toDOM: () => ["code", 0] },
};

export const schema = new Schema({ nodes, marks });
