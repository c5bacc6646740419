// On a page: the key f opens the form of a flag in place, and "Did this answer it?" is answered without leaving the page.
// Both are ordinary forms without this; the sentence that comes back is the server's.

export function startFlag() {
  const dialog = document.getElementById("flag-dialog");
  if (dialog) startDialog(dialog);
  document.querySelectorAll("form[data-helped]").forEach(startHelped);
}

function startDialog(dialog) {
  const form = dialog.querySelector("form");
  const passage = dialog.querySelector("[data-flag-passage]");
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('a[href^="/-/flag?"]');
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const asked = new URL(link.href).searchParams, range = getSelection();
    const words = inArticle(range) || "", place = words ? range.anchorNode : link.closest(".variants") || null;
    form.elements.passage.value = words;
    form.elements.block.value = headingBefore(place);
    form.elements.authority.value = asked.get("authority") || elementOf(place)?.closest(".variant[data-authority]")?.dataset.authority || "";
    if (asked.get("kind")) form.elements.kind.value = asked.get("kind");
    passage.textContent = words ? `About: “${words}”` : "";
    form.elements.token.value = crypto.randomUUID?.() ?? String(Date.now());
    show(dialog, "");
    dialog.showModal();
    form.elements.note.focus();
  });
  dialog.querySelector("[data-flag-close]").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(form, event.submitter);
    if (!answer.ok) return show(dialog, answer.sentence);
    dialog.close();
    form.reset();
    if (answer.url) location.assign(answer.url);
    else tell(answer.sentence);
  });
}

// The sentence among the messages, so that it is heard, and at the foot of the window, so that the reader keeps their place.
function tell(sentence) {
  const line = Object.assign(document.createElement("p"), { className: "message good flag-said", textContent: sentence });
  document.querySelector(".messages").append(line);
  setTimeout(() => line.remove(), 8000);
}

function show(dialog, sentence) {
  dialog.querySelector("[data-flag-error]").textContent = sentence;
}

function startHelped(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const answer = await send(form, event.submitter);
    form.querySelector("[data-helped-status]").textContent = answer.sentence;
    if (answer.ok) form.querySelector(".row").hidden = true;
    else form.elements.text.focus();
  });
}

async function send(form, submitter) {
  try {
    const body = new URLSearchParams(new FormData(form, submitter));
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    return { ok: answer.ok, ...(await answer.json()) };
  } catch {
    return { ok: false, sentence: "Not sent: no connection. Try again when it is back." };
  }
}

// The selected words when they stand in the page's article, at most 300 letters.
function inArticle(selection) {
  const words = selection?.rangeCount ? selection.toString().trim().replace(/\s+/g, " ").slice(0, 300) : "";
  return words && elementOf(selection.anchorNode)?.closest("article") ? words : "";
}

function elementOf(node) {
  return node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
}

// The id of the last heading above this place.
function headingBefore(place) {
  if (!place) return "";
  const above = [...document.querySelectorAll("article .prose :is(h2, h3, h4)[id]")].filter((one) => one.compareDocumentPosition(place) & Node.DOCUMENT_POSITION_FOLLOWING);
  return above.at(-1)?.id || "";
}
