// Asks before a page with changes is left. The browser words the question itself.
export function startUnsaved() {
  document.querySelectorAll("form[data-unsaved]").forEach(start);
}

const content = (form) => JSON.stringify([...new FormData(form)].map(([name, value]) => [name, value instanceof File ? value.name : value]));

function start(form) {
  const opened = content(form);
  let isSending = false;
  form.addEventListener("submit", (event) => { isSending = !event.defaultPrevented; });
  // Coming back by the browser's own button, the form is as it was left, and is looked after again.
  addEventListener("pageshow", () => { isSending = false; });
  addEventListener("beforeunload", (event) => { if (!isSending && content(form) !== opened) event.preventDefault(); });
}
