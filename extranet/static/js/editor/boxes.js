// How the blocks with a frame are drawn: local text, call-outs, islands of source, tasks, and the pieces within a line.
import { NodeSelection } from "../../vendor/editor.js";
import { button, make, newId } from "./dom.js";
import { called, headOf, namesAndFacts, titlesOf } from "./asking.js";
import { askForPlace, askForPicture } from "./dialogs.js";

const KINDS = { note: "Note", tip: "Tip", important: "Important", warning: "Warning", danger: "Danger", example: "Example" };

export function drawings(area) {
  return {
    local: (node, view, getPos) => new Local(node, view, getPos),
    callout: (node, view, getPos) => new CallOut(node, view, getPos),
    island: (node, view, getPos) => new Island(node, view, getPos),
    list_item: (node, view, getPos) => new Point(node, view, getPos),
    image: (node, view, getPos) => new Picture(node, view, getPos, area),
    wiki: (node) => pageLink(node),
    fact: (node) => factPill(node),
  };
}

const setAttributes = (view, getPos, attrs) => {
  const node = view.state.doc.nodeAt(getPos());
  view.dispatch(view.state.tr.setNodeMarkup(getPos(), null, { ...node.attrs, ...attrs }));
};

// The frame goes, what is in it stays.
function unwrap(view, getPos) {
  const at = getPos();
  const node = view.state.doc.nodeAt(at);
  view.dispatch(view.state.tr.replaceWith(at, at + node.nodeSize, node.content));
  view.focus();
}

class Framed {
  constructor(view, getPos) { this.view = view; this.getPos = getPos; }
  stopEvent(event) { return this.head.contains(event.target); }
  ignoreMutation(change) { return change.type !== "selection" && !this.contentDOM.contains(change.target); }
}

class Local extends Framed {
  constructor(node, view, getPos) {
    super(view, getPos);
    this.label = make("span", { class: "variant-label" });
    this.who = button("Change who", () => askForPlace(view, getPos()));
    this.head = make("div", { class: "ed-head", contenteditable: "false" }, this.label, this.who, button("Take the box away", () => unwrap(view, getPos)));
    this.contentDOM = make("div", { class: "ed-inside" });
    this.dom = make("div", { class: "variant ed-box" }, this.head, this.contentDOM);
    this.update(node);
  }
  update(node) {
    if (node.type.name !== "local") return false;
    const { slugs } = headOf(node.attrs.head);
    this.who.hidden = !slugs;
    if (slugs?.length === 1) this.dom.dataset.authority = slugs[0]; else delete this.dom.dataset.authority;
    namesAndFacts().then((known) => { this.label.textContent = called(node.attrs.head, known); this.dom.setAttribute("aria-label", this.label.textContent); });
    this.dom.setAttribute("role", "group");
    return true;
  }
}

class CallOut extends Framed {
  constructor(node, view, getPos) {
    super(view, getPos);
    this.kind = make("select", { "aria-label": "Kind of call-out", onchange: () => setAttributes(view, getPos, { kind: this.kind.value }) },
      ...Object.entries(KINDS).map(([value, words]) => make("option", { value }, words)));
    this.title = make("input", { "aria-label": "Heading of the call-out", size: "24", onchange: () => setAttributes(view, getPos, { title: this.title.value || null }) });
    this.head = make("div", { class: "ed-head", contenteditable: "false" }, this.kind, this.title, button("Take the box away", () => unwrap(view, getPos)));
    this.contentDOM = make("div", { class: "ed-inside" });
    this.dom = make("div", { role: "group", "aria-label": "Call-out" }, this.head, this.contentDOM);
    this.update(node);
  }
  update(node) {
    if (node.type.name !== "callout") return false;
    const { kind, title, mark } = node.attrs;
    if (kind && !this.kind.querySelector(`option[value="${CSS.escape(kind)}"]`)) this.kind.append(make("option", { value: kind }, kind));
    this.kind.value = kind || "note";
    this.title.value = title ?? "";
    this.title.placeholder = title === "" ? "No heading" : mark === "!!!" ? KINDS[kind] ?? kind : "Words to open it";
    this.dom.className = `admonition ed-box ${kind.split(" ")[0]}`;
    return true;
  }
}

class Island {
  constructor(node, view, getPos) {
    this.view = view;
    const id = newId("island");
    this.field = make("textarea", { id, class: "source", spellcheck: "false" });
    this.field.addEventListener("input", () => { this.fit(); setAttributes(view, getPos, { text: this.field.value }); });
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      view.dispatch(view.state.tr.setSelection(NodeSelection.create(view.state.doc, getPos())));
      view.focus();
    });
    this.dom = make("div", { class: "ed-island", contenteditable: "false" }, make("label", { for: id }, `${node.attrs.kind}, as Markdown`), this.field);
    this.update(node);
  }
  update(node) {
    if (node.type.name !== "island") return false;
    if (this.field.value !== node.attrs.text) this.field.value = node.attrs.text;
    this.fit();
    return true;
  }
  fit() { this.field.rows = Math.min(20, Math.max(1, this.field.value.split("\n").length)); }
  selectNode() { this.dom.classList.add("ProseMirror-selectednode"); }
  deselectNode() { this.dom.classList.remove("ProseMirror-selectednode"); }
  stopEvent(event) { return event.target === this.field; }
  ignoreMutation() { return true; }
}

class Point {
  constructor(node, view, getPos) {
    this.dom = this.contentDOM = make("li");
    this.isTask = Boolean(node.attrs.task);
    if (!this.isTask) return;
    this.box = make("input", { type: "checkbox", contenteditable: "false", "aria-label": "Done", onchange: () => setAttributes(view, getPos, { task: this.box.checked ? "x" : " " }) });
    this.contentDOM = make("div");
    this.dom = make("li", { class: "ed-task" }, this.box, this.contentDOM);
    this.box.checked = node.attrs.task === "x";
  }
  update(node) {
    if (node.type.name !== "list_item" || Boolean(node.attrs.task) !== this.isTask) return false;
    if (this.isTask) this.box.checked = node.attrs.task === "x";
    return true;
  }
  stopEvent(event) { return event.target === this.box; }
  ignoreMutation(change) { return change.type !== "selection" && !this.contentDOM.contains(change.target); }
}

class Picture {
  constructor(node, view, getPos, area) {
    this.area = area;
    this.dom = make("span", { class: "ed-picture" });
    this.dom.addEventListener("dblclick", () => askForPicture(view, area, { at: getPos() }));
    this.update(node);
  }
  update(node) {
    if (node.type.name !== "image") return false;
    const { address, alt } = node.attrs;
    const file = /^attachment:(.+)$/.exec(address)?.[1];
    const source = file && this.area.dataset.editor ? `/-/pages/${this.area.dataset.editor}/attachments/${encodeURIComponent(decodeURIComponent(file))}` : address.startsWith("/-/") ? address : "";
    const words = make("span", { class: alt ? "ed-alt" : "ed-alt missing" }, alt ? `Picture: ${alt}` : "Picture without words for people who do not see it");
    this.dom.replaceChildren(...(source ? [make("img", { src: source, alt })] : []), words);
    return true;
  }
}

const titles = new Map();
let asked = null;

// Titles of linked pages are asked for together, once.
function titleOf(slug) {
  if (!titles.has(slug)) titles.set(slug, undefined);
  asked ??= Promise.resolve().then(async () => {
    asked = null;
    for (const [known, title] of Object.entries(await titlesOf([...titles].filter(([, title]) => title === undefined).map(([one]) => one)))) titles.set(known, title);
  });
  return asked.then(() => titles.get(slug));
}

function pageLink(node) {
  const { slug, anchor, words } = node.attrs;
  const dom = make("span", { class: "ed-page", title: `Link to the page ${slug}${anchor}` }, words || titles.get(slug) || slug);
  if (!words && !titles.get(slug)) titleOf(slug).then((title) => { dom.textContent = title ?? slug; dom.classList.toggle("missing", !title); });
  return { dom };
}

function factPill(node) {
  const dom = make("span", { class: "fact ed-fact", title: node.attrs.key }, node.attrs.key);
  namesAndFacts().then((known) => {
    const found = known.facts.find((one) => one.key === node.attrs.key);
    dom.textContent = found?.label ?? `${node.attrs.key} (no such fact)`;
    dom.classList.toggle("fact-missing", !found);
  });
  return { dom };
}
