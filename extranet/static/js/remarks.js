// The standard's remarks beside the text, drawn anew by the server when typing stops. Without this they are there when the form comes back.
import { put } from "./preview.js";

const PAUSE = 900; // milliseconds after typing stops

export function startRemarks() {
  document.querySelectorAll("[data-remarks]").forEach((region) => {
    const source = document.getElementById(region.dataset.remarksOf);
    if (source?.form) start(region, source.form);
  });
}

function start(region, form) {
  const state = { asked: 0, timer: 0, abort: null, waiting: "" };
  const later = (event) => {
    if (region.contains(event.target)) return; // a reason is being written there
    clearTimeout(state.timer);
    state.timer = setTimeout(() => ask(region, form, state), PAUSE);
  };
  form.addEventListener("input", later);
  form.addEventListener("change", later);
  region.addEventListener("focusout", (event) => {
    if (state.waiting && !region.contains(event.relatedTarget)) show(region, state, state.waiting);
  });
}

async function ask(region, form, state) {
  state.abort?.abort();
  state.abort = new AbortController();
  const asked = (state.asked += 1);
  try {
    const typed = new FormData(form);
    for (const [name, value] of [...typed]) if (value instanceof File) typed.delete(name);
    const reply = await fetch(region.dataset.remarks, { method: "POST", body: typed, signal: state.abort.signal, headers: { Accept: "text/html" } });
    if (!reply.ok || asked !== state.asked) return;
    show(region, state, await reply.text());
  } catch (fault) {
    if (fault.name !== "AbortError") region.dataset.stale = ""; // what stands there was true of an earlier text
  }
}

function show(region, state, html) {
  if (region.contains(document.activeElement)) { state.waiting = html; return; }
  // Reasons that were typed since the question was sent stay as they are.
  const typed = new Map([...region.querySelectorAll("input")].map((one) => [one.name, one.type === "checkbox" ? one.checked : one.value]));
  state.waiting = "";
  delete region.dataset.stale;
  put(region, html);
  region.querySelectorAll("input").forEach((one) => {
    if (!typed.has(one.name)) return;
    if (one.type === "checkbox") one.checked = typed.get(one.name); else one.value = typed.get(one.name);
  });
}
