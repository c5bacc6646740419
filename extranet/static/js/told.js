// How a search ended, told once when its page of results is left: what was opened, or that nothing was. Never who.
export function startTold(form) {
  const told = { outcome: "abandoned", opened: "", isSent: false };
  const opens = (event) => {
    const link = event.target.closest?.("a[href]");
    if (!link) return;
    const item = link.closest(".result");
    if (!item) told.outcome = ""; // filters, further pages, another spelling: the same search goes on
    else Object.assign(told, { outcome: "opened", opened: new URL(item.querySelector("[data-result]").href).pathname });
  };
  document.getElementById("main").addEventListener("click", opens);
  document.querySelector("form.search")?.addEventListener("submit", () => { told.outcome = "again"; });
  form.setAttribute("data-listening", "");
  addEventListener("pagehide", () => {
    if (told.isSent || !told.outcome) return;
    told.isSent = true;
    const fields = new FormData(form);
    fields.set("outcome", told.outcome);
    fields.set("opened", told.opened);
    navigator.sendBeacon(form.action, fields);
  });
}
