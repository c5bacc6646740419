// The heading's own behaviour, and small things any page may ask for.
import { say } from "./say.js";

export function startFrame() {
  document.querySelectorAll("form[data-customer]").forEach(startCustomer);
  document.querySelectorAll("details.person, .customer details").forEach(startMenu);
  document.querySelector("[data-focus]")?.focus();
  document.addEventListener("click", (event) => {
    const copy = event.target.closest?.("[data-copy]");
    if (copy) copyText(copy);
    if (event.target.closest?.("[data-print]")) print();
  });
}

// Opening the strip starts in the postcode box. The mouse applies a choice at once. Keys walk through the choices, so there Enter (or the button) applies.
function startCustomer(form) {
  const [select, place, details] = ["select", "[name=place]", "details"].map((one) => form.querySelector(one));
  // At once, not at the event "toggle": letters typed after the key would be lost until then.
  details.querySelector("summary").addEventListener("click", (event) => { event.preventDefault(); details.open = !details.open; if (details.open) place.focus(); });
  let byKey = false;
  select.addEventListener("keydown", (event) => {
    byKey = true;
    if (event.key === "Enter") { event.preventDefault(); form.requestSubmit(); }
  });
  select.addEventListener("pointerdown", () => { byKey = false; });
  select.addEventListener("change", () => { place.value = ""; if (!byKey) form.requestSubmit(); });
}

function startMenu(menu) {
  const close = () => { menu.open = false; };
  menu.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && menu.open) { close(); menu.querySelector("summary").focus(); }
  });
  document.addEventListener("click", (event) => { if (!menu.contains(event.target)) close(); });
  menu.addEventListener("focusout", (event) => { if (event.relatedTarget && !menu.contains(event.relatedTarget)) close(); });
}

async function copyText(button) {
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    say("Copied");
    button.dataset.copied = "yes";
  } catch {
    say("This browser does not let the page copy; select the text and copy it yourself.");
  }
}
