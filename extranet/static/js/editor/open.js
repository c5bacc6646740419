// Opens the page editor over its text area. The text area stays the field of the form and is kept in step, so drafts, preview, checks and
// saving know nothing of this. Its own text is what counts: when it is changed from elsewhere, the page is read again.
import {
  DOMParser, EditorState, EditorView, InputRule, baseKeymap, chainCommands, dropCursor, gapCursor, history, inputRules, keymap, redo,
  splitListItem, tableEditing, textblockTypeInputRule, undo, undoInputRule, wrappingInputRule,
} from "../../vendor/editor.js";
import { namesAndFacts } from "./asking.js";
import { drawings } from "./boxes.js";
import * as does from "./commands.js";
import { askForLink } from "./dialogs.js";
import { button, make } from "./dom.js";
import { clipboardParser, takePicture, takePicturesAsMarkdown, unstyled } from "./pasting.js";
import { readPage } from "./reading.js";
import { schema } from "./schema.js";
import { Toolbar } from "./toolbar.js";
import { writePage } from "./writing.js";

const { nodes: n } = schema;
const KEPT_CHOICE = "extranet-editor";
const PAUSE = 150; // milliseconds after the last change, before the text area follows

const choice = () => { try { return localStorage.getItem(KEPT_CHOICE) ?? "page"; } catch { return "page"; } };
const keepChoice = (mode) => { try { localStorage.setItem(KEPT_CHOICE, mode); } catch { /* chosen anew next time */ } };

export async function open(area) {
  namesAndFacts(); // asked for now, so that boxes and questions have them at once
  await styles();
  return new PageEditor(area);
}

// The editor's own sheet, fetched only here.
function styles() {
  const sheet = make("link", { rel: "stylesheet", href: new URL("../../css/editor.css", import.meta.url).href });
  return new Promise((done, failed) => { sheet.onload = done; sheet.onerror = failed; document.head.append(sheet); });
}

class PageEditor {
  constructor(area) {
    this.area = area;
    this.field = area.closest(".field");
    this.panes = area.closest(".panes");
    this.toolbar = new Toolbar(area);
    this.mount = make("div", { class: "ed-mount" });
    this.frame = make("div", { class: "ed-frame", hidden: true }, this.toolbar.dom, this.mount, make("p", { class: "hint", id: "ed-keys" }, "Alt+F10 leads to the tools, Tab leaves the text. Type ## for a heading, - for a point, > for a quotation."));
    this.hint = this.field.querySelector(".hint");
    area.before(this.switch(), this.frame);
    area.addEventListener("input", () => { if (!this.isOurs && this.view && !this.frame.hidden) this.read(); });
    area.form.addEventListener("submit", () => this.write());
    addEventListener("pagehide", () => this.write());
    area.addEventListener("focus", () => { if (!this.frame.hidden) this.view.focus(); });
    // A sentence about the text leads to #body, which is the text area: whoever follows it lands in the page.
    this.field.querySelector("label")?.addEventListener("click", (event) => { if (!this.frame.hidden) { event.preventDefault(); this.view.focus(); } });
    document.querySelectorAll(`a[href="#${area.id}"]`).forEach((link) => link.addEventListener("click", (event) => { if (!this.frame.hidden) { event.preventDefault(); this.view.focus(); this.mount.scrollIntoView({ block: "center" }); } }));
    takePicturesAsMarkdown(area);
    this.show(choice());
  }

  switch() {
    this.modes = { page: button("Page", () => this.choose("page")), markdown: button("Markdown", () => this.choose("markdown")) };
    return make("div", { class: "ed-switch", role: "group", "aria-label": "Write as" }, this.modes.page, this.modes.markdown);
  }

  choose(mode) {
    keepChoice(mode);
    this.show(mode);
    if (mode === "page") this.view.focus(); else this.area.focus();
  }

  show(mode) {
    if (mode === "page") this.read(); else this.write();
    for (const [name, one] of Object.entries(this.modes)) one.setAttribute("aria-pressed", String(name === mode));
    this.frame.hidden = mode !== "page";
    this.area.hidden = mode === "page";
    if (this.hint) this.hint.hidden = mode === "page";
    this.panes?.classList.toggle("ed-as-page", mode === "page");
  }

  read() {
    const { doc, kept } = readPage(this.area.value);
    this.kept = kept;
    const state = EditorState.create({ doc, plugins: this.plugins() });
    if (this.view) { this.view.updateState(state); this.toolbar.update(this.view); return; }
    this.view = new EditorView(this.mount, {
      state, nodeViews: drawings(this.area), clipboardParser: clipboardParser(this.area), transformPastedHTML: unstyled,
      clipboardTextParser: (text) => DOMParser.fromSchema(schema).parseSlice(paragraphs(text)),
      attributes: { id: "ed-page", class: "prose ed-page-text", role: "textbox", "aria-multiline": "true", "aria-label": `${this.label()}, as a page`, "aria-describedby": "ed-keys" },
      dispatchTransaction: (tr) => {
        this.view.updateState(this.view.state.apply(tr));
        this.toolbar.update(this.view);
        if (tr.docChanged) { clearTimeout(this.timer); this.timer = setTimeout(() => this.write(), PAUSE); }
      },
      handlePaste: (view, event) => takePicture(view, this.area, event.clipboardData),
      handleDrop: (view, event) => takePicture(view, this.area, event.dataTransfer),
      handleDoubleClickOn: (view, at, node) => { if (node.type === n.wiki) { askForLink(view); return true; } return false; },
    });
    this.toolbar.attach(this.view);
  }

  label() { return this.field.querySelector("label")?.textContent.trim() ?? "Text"; }

  /** Bring the text area up to date, and tell everybody who listens to it. */
  write() {
    clearTimeout(this.timer);
    if (!this.view || this.frame.hidden) return;
    const text = writePage(this.view.state.doc, this.kept);
    if (text === this.area.value) return;
    this.isOurs = true;
    this.area.value = text;
    this.area.dispatchEvent(new Event("input", { bubbles: true }));
    this.isOurs = false;
  }

  plugins() {
    return [
      inputRules({ rules: rules() }),
      keymap({
        "Mod-b": does.bold, "Mod-i": does.italic, "Mod-z": chainCommands(undoInputRule, undo), "Mod-y": redo, "Shift-Mod-z": redo, Backspace: undoInputRule,
        "Mod-k": (state, dispatch, view) => { askForLink(view); return true; }, "Mod-]": does.deeper, "Mod-[": does.shallower,
        "Mod-Alt-2": does.heading(2), "Mod-Alt-3": does.heading(3), "Mod-Alt-4": does.heading(4), "Mod-Alt-0": does.text,
        Enter: splitListItem(n.list_item), "Shift-Enter": does.lineBreak, "Mod-Enter": does.leave,
        "Alt-F10": () => { this.toolbar.focus(); return true; },
      }),
      keymap(baseKeymap), history(), dropCursor({ class: "ed-drop" }), gapCursor(), tableEditing(),
    ];
  }
}

// Plain text: an empty line parts paragraphs, as in Markdown.
function paragraphs(text) {
  const body = document.createDocumentFragment();
  for (const part of text.split(/\r?\n\s*\r?\n/)) if (part.trim()) body.append(make("p", {}, part.trim().replace(/\s*\r?\n\s*/g, " ")));
  return make("div", {}, body);
}

function rules() {
  const atom = (pattern, make) => new InputRule(pattern, (state, found, from, to) => state.tr.replaceWith(from, to, make(found)));
  return [
    textblockTypeInputRule(/^(#{2,4})\s$/, n.heading, (found) => ({ level: found[1].length })),
    wrappingInputRule(/^\s*([-+*])\s$/, n.bullet_list),
    wrappingInputRule(/^(\d{1,3})\.\s$/, n.ordered_list, (found) => ({ start: Number(found[1]) }), (found, node) => node.childCount + node.attrs.start === Number(found[1])),
    wrappingInputRule(/^\s*>\s$/, n.blockquote),
    atom(/\{\{fact:([a-z0-9]+(?:[._-][a-z0-9]+)*)\}\}$/, (found) => n.fact.create({ key: found[1] })),
    atom(/\[\[([a-z0-9][a-z0-9-]*)(?:\|([^[\]|*_`<>&!\\]+))?\]\]$/, (found) => n.wiki.create({ slug: found[1], words: found[2]?.trim() ?? "" })),
  ];
}
