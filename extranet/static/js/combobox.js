// Suggestions under a search box: an editable combobox with a list (ARIA 1.2), nothing chosen until the reader chooses.
// An empty box offers what is useful at once: own last searches, what is asked most, notices, what changed.
import { lastShift, recentSearches, rememberSearch } from "./recent.js";
import { say } from "./say.js";

const PAUSE = 120; // milliseconds after the last key; below that, most requests would be thrown away
const FROM = 2; // letters
const POSTCODE = /\b([a-z]{1,2}\d[a-z\d]?)\s*(\d)[a-z]{2}\b/i;

export function startCombobox(form) {
  const input = form.querySelector("input[name=q]");
  const list = makeList(input);
  const state = { options: [], chosen: -1, asked: 0, timer: 0, abort: null };
  form.append(list);

  const close = () => { show(input, list, state, []); clearTimeout(state.timer); state.abort?.abort(); state.asked += 1; };
  const open = () => { clearTimeout(state.timer); ask(form, input, list, state, ""); };
  const choose = (at) => {
    state.chosen = at;
    state.options.forEach((option, i) => option.element.setAttribute("aria-selected", String(i === at)));
    const element = state.options[at]?.element;
    if (element) { input.setAttribute("aria-activedescendant", element.id); element.scrollIntoView({ block: "nearest" }); } else input.removeAttribute("aria-activedescendant");
  };

  input.addEventListener("input", () => {
    clearTimeout(state.timer);
    const text = input.value.trim();
    if (!text) return open();
    if (text.length < FROM) return close();
    state.timer = setTimeout(() => ask(form, input, list, state, text), PAUSE);
  });
  // Where the page itself puts the cursor in the box, nothing is opened over what stands below it: somebody has to go there.
  let isTouched = false;
  for (const kind of ["keydown", "pointerdown"]) addEventListener(kind, () => { isTouched = true; }, { capture: true, once: true });
  input.addEventListener("focus", () => { if (isTouched && !input.value.trim()) open(); });
  input.addEventListener("click", () => { if (!state.options.length && !input.value.trim()) open(); });
  input.addEventListener("keydown", (event) => {
    const many = state.options.length;
    if (!many && event.key === "ArrowDown" && !input.value.trim()) { event.preventDefault(); open(); }
    if (event.isComposing || !many) return;
    if (event.altKey && /^[1-9]$/.test(event.key) && state.options[event.key - 1]) { event.preventDefault(); go(state.options[event.key - 1]); }
    else if (event.key === "ArrowDown") { event.preventDefault(); choose((state.chosen + 1) % many); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(state.chosen <= 0 ? many - 1 : state.chosen - 1); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
    else if (event.key === "Enter" && state.chosen >= 0) { event.preventDefault(); go(state.options[state.chosen]); }
    else if (event.key === "Tab") close();
    else if (["ArrowLeft", "ArrowRight", "Home", "End"].includes(event.key)) choose(-1);
  });
  // Pressing an option must not take the focus from the box before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = state.options.find((one) => one.element.contains(event.target));
    if (option) go(option);
  });
  input.addEventListener("blur", close);
  form.addEventListener("submit", (event) => {
    close();
    if (sendPostcode(input.value)) event.preventDefault(); else rememberSearch(input.value);
  });
  lastShift();
}

async function ask(form, input, list, state, text) {
  state.abort?.abort();
  state.abort = new AbortController();
  const asked = (state.asked += 1);
  // Of a postcode no more than the sector stands in an address.
  const query = new URLSearchParams({ q: text.replace(POSTCODE, "$1 $2"), for: form.elements.for?.value ?? "" });
  const own = text ? [] : recentSearches().map((one) => ({ kind: "recent", label: one, detail: "", url: `/-/search?${new URLSearchParams({ q: one })}` }));
  if (!text) query.set("since", lastShift());
  try {
    const reply = await fetch(`${form.dataset.combobox}?${query}`, { signal: state.abort.signal, headers: { Accept: "application/json" } });
    const found = reply.ok ? (await reply.json()).suggestions : [];
    // Aborting is not enough: a reply already on its way is dropped here, so letters never appear out of order.
    if (asked === state.asked && document.activeElement === input) show(input, list, state, [...own, ...found]);
  } catch (fault) {
    if (fault.name !== "AbortError" && asked === state.asked) show(input, list, state, own);
  }
}

function show(input, list, state, found) {
  const was = state.options.length;
  state.chosen = -1;
  input.removeAttribute("aria-activedescendant");
  state.options = found.map((one, i) => ({ url: one.url, kind: one.kind, element: makeOption(one, `${list.id}-${i}`) }));
  list.replaceChildren(...state.options.map((one) => one.element));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", String(found.length > 0));
  if (found.length || was) say(found.length ? `${found.length} ${found.length === 1 ? "suggestion" : "suggestions"}; arrow down to choose` : "");
}

function go(option) {
  const address = new URL(option.url, location.href);
  if (address.origin !== location.origin) return;
  if (option.kind === "place" && address.searchParams.has("for")) sendCustomer({ authority: address.searchParams.get("for"), area: address.searchParams.get("area") ?? "" });
  else location.assign(address);
}

// A whole postcode goes in the body of the strip's form, never into an address; what else was typed is searched for then.
function sendPostcode(text) {
  const found = text.match(POSTCODE);
  const rest = text.replace(POSTCODE, " ").trim().replace(/\s+/g, " ");
  return Boolean(found) && sendCustomer({ place: found[0], ...(rest && { next: `/-/search?${new URLSearchParams({ q: rest })}` }) });
}

function sendCustomer(values) {
  const strip = document.querySelector("form[data-customer]");
  if (!strip) return false;
  for (const [name, value] of Object.entries(values)) {
    const control = strip.elements[name] ?? strip.appendChild(Object.assign(document.createElement("input"), { type: "hidden", name }));
    control.value = value;
  }
  strip.requestSubmit();
  return true;
}

function makeList(input) {
  const list = document.createElement("div");
  list.className = "suggestions";
  list.id = `${input.id}-list`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Suggestions");
  const marks = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id };
  for (const [name, value] of Object.entries(marks)) input.setAttribute(name, value);
  return list;
}

function makeOption(one, id) {
  const option = document.createElement("div");
  option.id = id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  for (const name of ["kind", "label", "detail"]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = (name === "kind" ? one.kind?.replaceAll("_", " ") : one[name]) ?? "";
    option.append(part, " ");
  }
  return option;
}
