// The tools: an ARIA toolbar. Tab reaches it once, arrows walk in it, Alt+F10 leads to it from the text and Escape back.
import { addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, deleteTable, isInTable, redo, undo } from "../../vendor/editor.js";
import { icon, make, settle } from "./dom.js";
import * as does from "./commands.js";
import { askForFact, askForLink, askForPicture, askForPlace } from "./dialogs.js";
import { schema } from "./schema.js";

const { nodes: n, marks: m } = schema;

/** Words, sign, what it does; `on` says whether it is pressed. Groups are parted by a line. */
function tools(area) {
  const ask = (question) => (state, dispatch, view) => { if (dispatch) question(view, area); return true; };
  return [
    [tool("Bold", "bold", does.bold, (state) => does.hasMark(state, m.strong), "Ctrl+B"), tool("Italic", "italic", does.italic, (state) => does.hasMark(state, m.em), "Ctrl+I")],
    [tool("Heading", "heading-2", does.heading(2), (state) => does.isHeading(state, 2)), tool("Subheading", "heading-3", does.heading(3), (state) => does.isHeading(state, 3)),
      tool("Small heading", "heading-4", does.heading(4), (state) => does.isHeading(state, 4)), tool("Plain text", "pilcrow", does.text)],
    [tool("Bullets", "list", does.list(n.bullet_list), (state) => does.isInList(state, n.bullet_list)), tool("Numbers", "list-ordered", does.list(n.ordered_list), (state) => does.isInList(state, n.ordered_list)),
      tool("Deeper", "list-indent-increase", does.deeper, null, "Ctrl+]"), tool("Back out", "list-indent-decrease", does.shallower, null, "Ctrl+[")],
    [tool("Quote", "text-quote", does.quote, (state) => does.depthOf(state, n.blockquote) >= 0), tool("Call-out", "megaphone", does.callout, (state) => does.depthOf(state, n.callout) >= 0),
      tool("Words to say", "message-square-quote", does.say, does.isSaid), tool("For one authority", "landmark", ask((view) => askForPlace(view)))],
    [tool("Link", "link", ask(askForLink), (state) => does.hasMark(state, m.link), "Ctrl+K"), tool("Fact", "tag", ask(askForFact)), tool("Picture", "image", ask((view) => askForPicture(view, area))), tool("Table", "table", does.insertTable(2, 3))],
    [tool("Undo", "undo-2", undo, null, "Ctrl+Z"), tool("Redo", "redo-2", redo, null, "Ctrl+Y")],
    [tool("Row above", null, addRowBefore), tool("Row below", null, addRowAfter), tool("Column before", null, addColumnBefore), tool("Column after", null, addColumnAfter),
      tool("Delete row", null, deleteRow), tool("Delete column", null, deleteColumn), tool("Align right", null, does.align("right")), tool("Centre", null, does.align("center")), tool("Delete table", null, deleteTable)],
  ];
}

const tool = (words, sign, act, on = null, key = "") => ({ words, sign, act, on, key });

export class Toolbar {
  constructor(area) {
    this.area = area;
    this.groups = tools(area);
    this.dom = make("div", { class: "ed-tools", role: "toolbar", "aria-label": "Tools for the text", "aria-controls": "ed-page" });
    this.groups.forEach((group, at) => {
      const isTable = at === this.groups.length - 1;
      const part = make("div", { class: isTable ? "ed-group ed-table-tools" : "ed-group", role: "group", "aria-label": isTable ? "Table" : null });
      for (const one of group) {
        one.button = make("button", { type: "button", tabindex: "-1", title: one.key ? `${one.words} (${one.key})` : one.words }, one.sign ? icon(one.sign) : null, make("span", {}, one.words));
        if (one.on) one.button.setAttribute("aria-pressed", "false");
        // The text keeps its selection when a tool is pressed with the mouse.
        one.button.addEventListener("mousedown", (event) => event.preventDefault());
        one.button.addEventListener("click", () => this.press(one));
        part.append(one.button);
      }
      if (isTable) this.tableTools = part;
      this.dom.append(part);
    });
    this.dom.addEventListener("keydown", (event) => this.walk(event));
    this.stop(this.stops()[0]);
  }

  attach(view) { this.view = view; this.update(view); return this; }

  press(one) {
    if (one.button.getAttribute("aria-disabled") === "true") return;
    this.stop(one.button);
    settle(this.view);
    one.act(this.view.state, this.view.dispatch, this.view);
    if (!document.querySelector("dialog[open]")) this.view.focus();
  }

  stops() { return [...this.dom.querySelectorAll("button")].filter((one) => !one.closest("[hidden]")); }

  stop(wanted) {
    this.dom.querySelectorAll("button").forEach((one) => one.setAttribute("tabindex", one === wanted ? "0" : "-1"));
    this.last = wanted;
  }

  walk(event) {
    const stops = this.stops();
    const at = stops.indexOf(document.activeElement);
    const next = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
    if (event.key === "Escape") { event.preventDefault(); this.view.focus(); }
    if (next === undefined) return;
    event.preventDefault();
    const wanted = stops[(next + stops.length) % stops.length];
    this.stop(wanted);
    wanted.focus();
  }

  focus() { this.last.focus(); }

  update(view) {
    const { state } = view;
    this.tableTools.hidden = !isInTable(state);
    if (this.tableTools.hidden && this.tableTools.contains(this.last)) this.stop(this.stops()[0]);
    for (const one of this.groups.flat()) {
      one.button.setAttribute("aria-disabled", String(!one.act(state, null, view)));
      if (one.on) one.button.setAttribute("aria-pressed", String(Boolean(one.on(state))));
    }
  }

  destroy() { this.dom.remove(); }
}
