// A preview drawn by the server, which also sanitises it; this only fetches it and puts it in its place.
const PAUSE = 500; // milliseconds after typing stops

// Trusted Types are enforced; this policy is the only one, and what passes through it came from our own server, sanitised.
const policy = globalThis.trustedTypes?.createPolicy("extranet-preview", { createHTML: (html) => html }) ?? { createHTML: (html) => html };

// Puts HTML that our own server sanitised into its place: the one way for every module.
export function put(region, html) {
  region.innerHTML = policy.createHTML(html);
}

export function startPreviews() {
  document.querySelectorAll("[data-preview]").forEach((region) => {
    const source = document.getElementById(region.dataset.previewOf);
    if (source) start(region, source);
  });
}

function start(region, source) {
  const state = { asked: 0, timer: 0, abort: null };
  const now = () => { clearTimeout(state.timer); return draw(region, source, state); };
  const later = () => { clearTimeout(state.timer); state.timer = setTimeout(now, PAUSE); };
  source.addEventListener("input", later);
  // A choice beside the text ("view as") changes the preview as well.
  source.form.addEventListener("change", (event) => { if (event.target !== source) later(); });
  document.querySelectorAll(`[data-preview-now="${region.id}"]`).forEach((button) => {
    button.addEventListener("click", async (event) => { event.preventDefault(); await now(); region.scrollIntoView({ block: "nearest" }); region.focus(); });
  });
  if (!region.firstElementChild) now();
}

async function draw(region, source, state) {
  state.abort?.abort();
  state.abort = new AbortController();
  const asked = (state.asked += 1);
  region.setAttribute("aria-busy", "true");
  try {
    const form = new FormData(source.form);
    for (const [name, value] of [...form]) if (value instanceof File) form.delete(name);
    const reply = await fetch(region.dataset.preview, { method: "POST", body: form, signal: state.abort.signal, headers: { Accept: "text/html" } });
    const html = await reply.text();
    if (asked !== state.asked) return;
    if (reply.ok) put(region, html);
    else tell(region, "The preview could not be drawn. What you typed is not lost.");
  } catch (fault) {
    if (fault.name !== "AbortError" && asked === state.asked) tell(region, "The server cannot be reached, so the preview is not up to date. What you typed is not lost.");
  } finally {
    if (asked === state.asked) region.removeAttribute("aria-busy");
  }
}

function tell(region, sentence) {
  const line = document.createElement("p");
  line.className = "quiet";
  line.setAttribute("role", "status");
  line.textContent = sentence;
  region.replaceChildren(line);
}
