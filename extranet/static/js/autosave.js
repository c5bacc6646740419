// form[data-autosave]: what was chosen or typed is sent by itself, 0.6 s after the last change, and the form says what is kept.
// The form's own button sends it too, so nothing depends on this. Leaving the window sends what is waiting.
const WAIT = 600;

export function startAutosave(form) {
  const status = form.querySelector("[data-autosave-status]");
  const say = (text) => { if (status) status.textContent = text; };
  let timer = 0, latest = 0, waiting = false;

  const send = async () => {
    clearTimeout(timer);
    if (!waiting) return;
    waiting = false;
    const mine = (latest += 1);
    try {
      const answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual", keepalive: true });
      // A redirect is the server's "kept"; it is not followed.
      if (mine === latest) say(answer.type === "opaqueredirect" || answer.ok ? "Kept." : "Not kept. Press the button to try again.");
    } catch {
      if (mine === latest) say("Not kept: no connection. Press the button when it is back.");
    }
  };
  const soon = () => { waiting = true; say("…"); clearTimeout(timer); timer = setTimeout(send, WAIT); };

  form.addEventListener("input", soon);
  form.addEventListener("submit", () => { waiting = false; clearTimeout(timer); });
  document.addEventListener("visibilitychange", () => { if (document.hidden) send(); });
}
