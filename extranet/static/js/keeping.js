// form[data-keep]: what is typed is kept on the server as a draft, and the form's foot says truthfully since when, by the server's clock.
// Every 20 seconds the form says that it is open, and learns who else has the page open. draft.js keeps a second copy in this browser.
const PAUSE = 2000; // milliseconds after the last change
const AT_MOST = 10_000; // while somebody types on and on
const HEARTBEAT = 20_000;
const LONGEST_WAIT = 60_000;

export function startKeeping() {
  document.querySelectorAll("form[data-keep]").forEach((form) => new Keeper(form));
}

const typed = (form) => new URLSearchParams([...new FormData(form)].filter(([, value]) => typeof value === "string"));

class Keeper {
  constructor(form) {
    this.form = form;
    this.status = form.querySelector("[data-keep-status]");
    this.around = document.querySelector("[data-editors]");
    this.kept = typed(form).toString(); // the form as the server, or its own page, has it
    this.timer = 0;
    this.changedAt = 0;
    this.wait = PAUSE;
    this.isSending = false;
    this.isDone = false;
    this.request = null;
    form.addEventListener("input", () => this.soon());
    form.addEventListener("change", () => this.soon());
    form.addEventListener("submit", (event) => { if (!event.defaultPrevented) this.end(); });
    addEventListener("pageshow", (event) => { if (event.persisted) { this.isDone = false; this.soon(); } });
    addEventListener("pagehide", () => this.leave());
    addEventListener("online", () => this.soon());
    this.heart = setInterval(() => this.beat(), HEARTBEAT);
    this.beat();
  }

  say(sentence) { if (this.status && this.status.textContent !== sentence) this.status.textContent = sentence; }

  soon() {
    if (this.isDone) return;
    this.changedAt ||= Date.now();
    clearTimeout(this.timer);
    const pause = Date.now() - this.changedAt > AT_MOST ? 0 : this.wait;
    this.timer = setTimeout(() => this.keep(), pause);
  }

  // One request at a time: an older one must never come after a newer.
  async keep() {
    if (this.isDone || this.isSending) return;
    const form = typed(this.form);
    const now = form.toString();
    if (now === this.kept) { this.changedAt = 0; return; }
    this.isSending = true;
    this.changedAt = 0;
    const answer = await this.ask(this.form.dataset.keep, form);
    this.isSending = false;
    if (this.isDone) return;
    if (answer.said) {
      this.kept = now;
      this.wait = PAUSE;
      this.say(answer.said);
      this.form.dispatchEvent(new CustomEvent("draft-kept", { detail: { body: form.get("body"), isAll: typed(this.form).toString() === now } }));
    } else {
      this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
      const here = this.form.dataset.keptHere === "yes" ? " Kept on this machine." : "";
      this.say(`Not saved: ${answer.why}${here}`);
    }
    this.show(answer);
    if (typed(this.form).toString() !== this.kept) this.soon();
  }

  async beat() {
    if (this.isDone || this.isSending) return;
    const names = ["csrf_token", "page", "base_number"];
    const answer = await this.ask(this.form.dataset.here, new URLSearchParams([...typed(this.form)].filter(([name]) => names.includes(name))));
    if (!this.isDone) this.show(answer);
  }

  async ask(url, body) {
    this.request = new AbortController();
    try {
      const answer = await fetch(url, { method: "POST", body, redirect: "manual", signal: this.request.signal, headers: { Accept: "application/json" } });
      if (answer.ok) return await answer.json();
      if (answer.type === "opaqueredirect") return { why: "you are signed out. Sign in again in another window." };
      const told = await answer.json().catch(() => ({}));
      return { why: told.detail ?? "the server could not keep it." };
    } catch {
      return { why: "no connection." };
    }
  }

  show(answer) {
    if (!this.around || !answer.editors) return;
    const sentences = [...answer.editors, answer.moved].filter(Boolean);
    if (sentences.join("\n") === [...this.around.children].map((line) => line.textContent).join("\n")) return;
    this.around.replaceChildren(...sentences.map((sentence) => Object.assign(document.createElement("p"), { textContent: sentence })));
  }

  // The form is sent: what is typed arrives by that, and nothing may follow it.
  end() {
    this.isDone = true;
    clearTimeout(this.timer);
    this.request?.abort();
  }

  leave() {
    if (this.isDone) return;
    const form = typed(this.form);
    const small = (url, body) => fetch(url, { method: "POST", body, keepalive: true, redirect: "manual" }).catch(() => {});
    if (form.toString() !== this.kept && form.toString().length < 60_000) small(this.form.dataset.keep, form);
    else small(this.form.dataset.left, new URLSearchParams([["csrf_token", form.get("csrf_token")], ["page", form.get("page")]]));
  }
}
