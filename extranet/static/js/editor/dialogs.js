// The questions the editor asks: where a link leads, which fact, whom a text is for, what a picture shows.
// Each is a <dialog>: Escape closes it, and the cursor is back where it was.
import { NodeSelection } from "../../vendor/editor.js";
import { button, make, newId, settle } from "./dom.js";
import { findPages, headFrom, headOf, keepPicture, namesAndFacts } from "./asking.js";
import { insertLocal } from "./commands.js";
import { schema } from "./schema.js";
import { say } from "../say.js";

const { nodes: n, marks: m } = schema;
const PAUSE = 150; // milliseconds after the last key

function dialog(view, title, ...content) {
  settle(view);
  const id = newId("dialog");
  const fault = make("p", { class: "error", role: "alert", hidden: true });
  const form = make("form", { method: "dialog" }, make("h2", { id }, title), fault, ...content);
  const box = make("dialog", { class: "ed-dialog", "aria-labelledby": id }, form);
  box.addEventListener("close", () => { box.remove(); view.focus(); });
  document.body.append(box);
  box.showModal();
  const refuse = (sentence) => { fault.textContent = sentence; fault.hidden = false; };
  return { box, form, refuse, close: () => box.close() };
}

function field(label, input, hint = "") {
  input.id ||= newId("field");
  return make("div", { class: "field" }, make("label", { for: input.id }, label), hint ? make("p", { class: "hint" }, hint) : null, input);
}

const foot = (words, close, ...more) => make("div", { class: "form-foot" }, make("button", { type: "submit", class: "button primary" }, words), ...more, button("Cancel", close, { class: "button quiet" }));

// A search field over a list of buttons: arrows walk between them, Enter in the field takes the first.
function chooser(label, hint, look, pause = PAUSE) {
  const input = make("input", { type: "search", autocomplete: "off" });
  const list = make("ul", { class: "ed-found" });
  const count = make("p", { class: "hint", role: "status" });
  const part = make("div", {}, field(label, input, hint), count, list);
  part.addEventListener("keydown", (event) => {
    if (!["ArrowDown", "ArrowUp"].includes(event.key)) return;
    const stops = [input, ...list.querySelectorAll("button")];
    const next = stops[stops.indexOf(document.activeElement) + (event.key === "ArrowDown" ? 1 : -1)];
    if (next) { event.preventDefault(); next.focus(); }
  });
  const show = (found, take) => {
    list.replaceChildren(...found.map((one) => make("li", {}, make("button", { type: "button", onclick: () => take(one) }, make("b", {}, one.title), one.detail ? make("span", {}, one.detail) : null))));
    count.textContent = input.value.trim() || found.length ? `${found.length} found` : "";
  };
  let timer = 0;
  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(() => { timer = 0; look(); }, pause); });
  // Enter may come before the pause is over: what is typed is then looked for at once.
  const current = async () => { if (timer) { clearTimeout(timer); timer = 0; await look(); } return list.querySelector("button"); };
  return { part, input, list, show, current };
}

const isAddress = (text) => /^(https?:\/\/|www\.|mailto:|tel:)\S+$/i.test(text) || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text);
const addressOf = (text) => (/^www\./i.test(text) ? `https://${text}` : /@/.test(text) && !/^(mailto|https?):/.test(text) ? `mailto:${text}` : text);

/** The link the cursor stands in, as {from, to, href, text}. */
function linkAt(state) {
  const { $from, from, to } = state.selection;
  if (state.selection instanceof NodeSelection && state.selection.node.type === n.wiki) return { from, to, href: "", text: state.selection.node.attrs.words, wiki: state.selection.node };
  let found = { from, to, href: "", text: state.doc.textBetween(from, to, " ") };
  $from.parent.forEach((child, offset) => {
    const at = $from.start() + offset;
    const mark = m.link.isInSet(child.marks);
    if (mark && at <= from && at + child.nodeSize >= to) found = { from: at, to: at + child.nodeSize, href: mark.attrs.href, text: child.textContent };
  });
  return found;
}

export function askForLink(view) {
  settle(view);
  const was = linkAt(view.state);
  const words = make("input", { autocomplete: "off", value: was.text });
  const abort = { now: null };
  const search = chooser("Find a page, or paste a web address", "Type what the page is about.", async () => {
    abort.now?.abort();
    abort.now = new AbortController();
    const text = search.input.value.trim();
    if (isAddress(text) || text.length < 2) return search.show([], take);
    try { search.show(await findPages(text, abort.now.signal), take); } catch (fault) { if (fault.name !== "AbortError") asked.refuse(fault.message); }
  });
  const take = (page) => { asked.close(); putPage(view, was, page, words.value); };
  const away = was.href || was.wiki ? button("Take the link away", () => { asked.close(); takeAway(view, was); }, { class: "button plain" }) : null;
  const asked = dialog(view, was.href || was.wiki ? "Change the link" : "Link", search.part, field("Words of the link", words, "Left empty, a page shows its own title."), foot("Link", () => asked.close(), ...(away ? [away] : [])));
  if (was.href) search.input.value = was.href;
  asked.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const text = search.input.value.trim();
    const first = await search.current();
    if (isAddress(text) || text.startsWith("/wiki/")) { asked.close(); putAddress(view, was, addressOf(text), words.value || text); } else if (first) first.click();
    else asked.refuse("Type words of the page and choose it, or paste an address that begins with https://.");
  });
}

function putAddress(view, was, href, words) {
  const mark = m.link.create({ href });
  const tr = view.state.tr;
  if (words === was.text && was.to > was.from) tr.removeMark(was.from, was.to, m.link).addMark(was.from, was.to, mark);
  else tr.replaceWith(was.from, was.to, schema.text(words, [mark]));
  view.dispatch(tr.removeStoredMark(m.link).scrollIntoView());
}

// Words that hold signs of their own stand in an ordinary link; all others in the short form that follows the page's title.
function putPage(view, was, page, words) {
  const plain = words.trim();
  if (/[*_`[\]|<>&!\\{}]/.test(plain)) return putAddress(view, was, `/wiki/${page.slug}`, plain);
  const node = n.wiki.create({ slug: page.slug, words: plain === page.title ? "" : plain });
  view.dispatch(view.state.tr.replaceWith(was.from, was.to, node).scrollIntoView());
}

function takeAway(view, was) {
  const tr = was.wiki ? view.state.tr.replaceWith(was.from, was.to, schema.text(was.wiki.attrs.words || was.wiki.attrs.slug)) : view.state.tr.removeMark(was.from, was.to, m.link);
  view.dispatch(tr);
}

export function askForFact(view) {
  let facts = [];
  const look = () => {
    const typed = search.input.value.toLowerCase().split(/\s+/).filter(Boolean);
    const holds = (text) => typed.every((word) => text.toLowerCase().includes(word));
    // Those whose key has all the words stand first: a key names the thing, a label may mention others.
    const found = facts.filter((one) => holds(`${one.label} ${one.key}`)).sort((one, other) => holds(other.key) - holds(one.key)).slice(0, 30);
    search.show(found.map((one) => ({ ...one, title: one.label, detail: one.key })), (one) => { asked.close(); view.dispatch(view.state.tr.replaceSelectionWith(n.fact.create({ key: one.key }), false).scrollIntoView()); });
  };
  const search = chooser("Find a fact", "A price, a telephone number, a number of days: each council keeps its own value.", look);
  const asked = dialog(view, "Fact", search.part, foot("Put it in", () => asked.close()));
  asked.form.addEventListener("submit", async (event) => { event.preventDefault(); await namesAndFacts(); const first = await search.current(); if (first) first.click(); else asked.refuse("No fact has these words. Facts are kept under Facts in the menu of the answer book."); });
  namesAndFacts().then((known) => { facts = known.facts; look(); });
}

/** For a new local text; or, given the place of one, for whom that is. */
export async function askForPlace(view, at = null) {
  const known = await namesAndFacts();
  const was = at === null ? { slugs: [], from: "", to: "", also: false } : headOf(view.state.doc.nodeAt(at).attrs.head);
  const box = (one) => make("label", { class: "choice" }, make("input", { type: "checkbox", value: one.slug, checked: was.slugs?.includes(one.slug) ?? false }), make("span", {}, one.name));
  const set = (title, members) => (members.length ? make("fieldset", { class: "field" }, make("legend", {}, title), make("div", { class: "ed-places" }, ...members.map(box))) : null);
  const [from, to] = [was.from, was.to].map((value) => make("input", { type: "date", value }));
  const also = make("input", { type: "checkbox", checked: was.also });
  const others = make("input", { type: "checkbox", checked: true });
  const line = (input, words) => make("label", { class: "choice" }, input, make("span", {}, words));
  const asked = dialog(view, "For one authority", make("p", {}, "Only customers of these councils read this text."), set("Councils", known.councils), set("Sets of councils", known.sets), set("Kinds of council", known.tiers),
    make("details", {}, make("summary", {}, "Only for some time"), field("First day", from), field("Last day", to)),
    line(also, "Shown as well as the text for everyone else, not instead of it"), at === null ? line(others, "Also a text for everyone else") : null,
    foot(at === null ? "Put it in" : "Change", () => asked.close()));
  asked.form.addEventListener("submit", (event) => {
    event.preventDefault();
    const slugs = [...asked.form.querySelectorAll(".ed-places input:checked")].map((one) => one.value);
    if (!slugs.length) return asked.refuse("Choose at least one council.");
    if (from.value && to.value && from.value > to.value) return asked.refuse("The last day is before the first.");
    const head = headFrom({ slugs, from: from.value, to: to.value, also: also.checked });
    asked.close();
    if (at === null) insertLocal(head, others.checked)(view.state, view.dispatch);
    else view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...view.state.doc.nodeAt(at).attrs, head }));
  });
}

/** A picture: chosen here, or pasted and dropped (`file`), or one that stands in the text (`at`). It is kept first, then described. */
export function askForPicture(view, area, { file = null, at = null } = {}) {
  const node = at === null ? null : view.state.doc.nodeAt(at);
  const input = make("input", { type: "file", accept: "image/png,image/jpeg,image/gif,image/webp" });
  const alt = make("input", { autocomplete: "off", value: node?.attrs.alt ?? "" });
  const named = file ? make("p", {}, `Picture: ${file.name || "pasted"}, ${Math.ceil(file.size / 1024)} KB`) : null;
  const asked = dialog(view, node ? "Words of the picture" : "Picture", node || file ? named : field("Picture", input, "PNG, JPEG, GIF or WebP"),
    field("What does it show?", alt, "Read out to people who do not see it. Leave it empty only when the picture says nothing."), foot(node ? "Change" : "Put it in", () => asked.close()));
  if (node || file) alt.focus();
  asked.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (node) { asked.close(); return view.dispatch(view.state.tr.setNodeMarkup(at, null, { ...node.attrs, alt: alt.value })); }
    const chosen = file ?? input.files[0];
    if (!chosen) return asked.refuse("Choose a picture first.");
    try {
      const kept = await keepPicture(area, chosen);
      asked.close();
      view.dispatch(view.state.tr.replaceSelectionWith(n.image.create({ address: kept.address, alt: alt.value }), false).scrollIntoView());
      say(`The picture ${kept.name} is in the text.`);
    } catch (fault) { asked.refuse(fault.message); }
  });
}
