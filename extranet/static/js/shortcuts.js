// Single keys. They never act while somebody types, nor with Ctrl, Alt or Meta, and each person can turn them off (WCAG 2.1.4).
const TYPING = "input, textarea, select, [contenteditable]:not([contenteditable=false]), [role=textbox], [role=combobox]";

export function startShortcuts() {
  if (document.body.dataset.shortcuts === "off") return;
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (event.target.closest?.(TYPING) || document.querySelector("dialog[open]")) return;
    const digit = event.shiftKey && /^Digit[1-9]$/.test(event.code) ? event.code.at(-1) : "";
    if (digit ? follow(referOf(digit)) : press(event.key)) event.preventDefault();
  });
}

// Whether this key meant something on this page.
function press(key) {
  if (key === "/") return focusSearch();
  if (key === "?") return showKeys();
  if (key === "[" || key === "]") return stepCustomer(key === "[" ? -1 : 1);
  if (/^[1-9]$/.test(key)) return follow(document.querySelectorAll("[data-result]")[key - 1]);
  return /^[a-z]$/.test(key) && follow(keyed(key));
}

// What stands beside the page, such as the contact in hand, goes before the page's own: somebody waits on the line.
const keyed = (key) => document.querySelector(`.beside [data-key="${key}"]`) ?? document.querySelector(`[data-key="${key}"]`);

function focusSearch() {
  const input = document.getElementById("top-search");
  input?.focus();
  input?.select();
  return Boolean(input);
}

function referOf(digit) {
  return document.querySelectorAll("[data-result]")[digit - 1]?.closest(".result")?.querySelector("[data-refer]");
}

function follow(target) {
  target?.click();
  return Boolean(target);
}

function stepCustomer(by) {
  const select = document.querySelector("form[data-customer] select");
  if (!select) return false;
  select.selectedIndex = (select.selectedIndex + by + select.length) % select.length;
  select.form.requestSubmit();
  return true;
}

function showKeys() {
  const dialog = document.createElement("dialog");
  dialog.setAttribute("aria-labelledby", "keys-title");
  const title = Object.assign(document.createElement("h2"), { id: "keys-title", textContent: "Keys" });
  const list = document.createElement("dl");
  list.className = "facts";
  for (const [key, words] of keysHere()) list.append(line(key, words));
  const close = Object.assign(document.createElement("button"), { type: "button", className: "button plain", textContent: "Close", autofocus: true });
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("close", () => dialog.remove());
  dialog.append(title, list, ...switchLine(), close);
  document.body.append(dialog);
  dialog.showModal();
  return true;
}

// Where single keys are turned off; a visitor has no account.
function switchLine() {
  if (!document.body.dataset.person) return [];
  const line = document.createElement("p");
  line.append(Object.assign(document.createElement("a"), { href: "/-/account#single-keys", textContent: "Turn single keys off" }));
  return [line];
}

function keysHere() {
  const keys = [["/", "Search"], ["[ ]", "The authority before or after, for the customer"], ["?", "This list"]];
  if (document.querySelector("[data-result]")) keys.splice(1, 0, ["1 – 9", "Open that result"]);
  if (document.querySelector("[data-refer]")) keys.splice(2, 0, ["Shift 1 – 9", "Refer the contact with that result"]);
  for (const one of document.querySelectorAll("[data-key]")) if (keyed(one.dataset.key) === one) keys.push([one.dataset.key, one.dataset.keySays || one.textContent.trim()]);
  return keys;
}

function line(key, words) {
  const row = document.createElement("div");
  const term = document.createElement("dt");
  term.append(Object.assign(document.createElement("kbd"), { textContent: key }));
  row.append(term, Object.assign(document.createElement("dd"), { textContent: words }));
  return row;
}
