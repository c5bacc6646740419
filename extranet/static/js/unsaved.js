// Asks before a page with changes is left that nobody keeps. The browser words the question itself.
export function startUnsaved() {
  document.querySelectorAll("form[data-unsaved]").forEach(start);
}

const content = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

function start(form) {
  let settled = content(form); // as it was opened, or as the server keeps it as a draft
  let isSending = false;
  form.addEventListener("submit", (event) => { isSending = !event.defaultPrevented; });
  form.addEventListener("draft-kept", (event) => { if (event.detail.isAll) settled = content(form); });
  // Coming back by the browser's own button, the form is as it was left, and is looked after again. A page also shows itself when it has
  // loaded to the end, which may be after its form was sent: then it must not ask.
  addEventListener("pageshow", (event) => { if (event.persisted) isSending = false; });
  addEventListener("beforeunload", (event) => { if (!isSending && content(form) !== settled) event.preventDefault(); });
}
