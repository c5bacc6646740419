// Keeps what is typed in this browser until it is sent, and says truthfully whether that worked. In a form that the server keeps as well
// (keeping.js) this is the second net: it says nothing, and lets go of what the server has.
const PREFIX = "extranet-draft:";
const PAUSE = 800; // milliseconds
const KEEP = 14 * 24 * 3600 * 1000; // a draft nobody came back to in two weeks goes

export function startDrafts() {
  tidy();
  document.querySelectorAll("textarea[data-draft]").forEach(start);
  // Computers are shared: nothing of one person's work stays behind for the next.
  document.querySelector('form[action="/-/logout"]')?.addEventListener("submit", () => keys().forEach((key) => localStorage.removeItem(key)));
}

const person = () => document.body.dataset.person ?? "";
const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
const read = (key) => { try { return JSON.parse(localStorage.getItem(key)); } catch { return null; } };
const clock = (at) => new Date(at).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });

// A draft that was sent is gone once a page without its text area has opened: that page is the answer to a save that worked.
function tidy() {
  const here = new Set([...document.querySelectorAll("textarea[data-draft]")].map((area) => PREFIX + area.dataset.draft));
  for (const key of keys()) {
    const draft = read(key);
    const isDone = draft?.sent && !here.has(key);
    if (!draft || isDone || draft.person !== person() || Date.now() - draft.at > KEEP) localStorage.removeItem(key);
  }
}

function start(area) {
  const key = PREFIX + area.dataset.draft;
  const status = document.querySelector(`[data-draft-status="${area.id}"]`);
  const opened = area.value;
  let timer = 0;
  const tell = (sentence) => { if (status) status.textContent = sentence; };

  const isSecond = "keep" in area.form.dataset;
  const told = (sentence, isKept) => { area.form.dataset.keptHere = isKept ? "yes" : ""; if (!isSecond) tell(sentence); };

  const keep = () => {
    clearTimeout(timer);
    timer = 0;
    try {
      if (area.value === opened) { localStorage.removeItem(key); return told("Nothing changed yet.", false); }
      localStorage.setItem(key, JSON.stringify({ text: area.value, at: Date.now(), person: person(), sent: false }));
      told(`Draft kept in this browser at ${clock(Date.now())}. It is not saved for others yet.`, true);
    } catch {
      told("This browser keeps no draft. Save before you leave the page.", false);
    }
  };

  area.form.addEventListener("draft-kept", (event) => {
    if (event.detail.body.replaceAll("\r\n", "\n") === area.value) { localStorage.removeItem(key); area.form.dataset.keptHere = ""; }
  });

  area.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, PAUSE); });
  addEventListener("pagehide", () => { if (timer && area.value !== opened && !read(key)?.sent) keep(); });
  area.form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    timer = 0;
    if (event.defaultPrevented || area.value === opened) return;
    try { localStorage.setItem(key, JSON.stringify({ text: area.value, at: Date.now(), person: person(), sent: true })); } catch { /* nothing was promised */ }
  });
  offer(area, read(key), status, tell, key);
}

// An earlier draft is offered, never put in unasked: the page may have changed since.
function offer(area, draft, status, tell, key) {
  if (!draft || draft.text === area.value || !status) return;
  const day = new Date(draft.at).toLocaleDateString("en-GB", { day: "numeric", month: "long" });
  tell(`There is a draft from ${day}, ${clock(draft.at)} in this browser. `);
  status.append(button("Put it back", () => {
    area.value = draft.text;
    area.dispatchEvent(new Event("input", { bubbles: true }));
    tell("The draft is back. It is not saved for others yet.");
    area.focus();
  }), " ", button("Throw it away", () => { localStorage.removeItem(key); tell("The draft is gone."); area.focus(); }));
}

function button(words, act) {
  const made = Object.assign(document.createElement("button"), { type: "button", textContent: words });
  made.addEventListener("click", act);
  return made;
}
