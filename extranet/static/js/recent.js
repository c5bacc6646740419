// What this browser remembers for the search box: this person's last searches and when they were last here. None of it is sent but the time.
const KEPT_MS = 12 * 3600 * 1000; // a shift
const SHIFT_GAP_MS = 4 * 3600 * 1000; // so long away means that a new shift began
const MOST = 5;
const PERSONAL = /\d{4,}|@|\b[a-z]{1,2}\d[a-z\d]?\s*\d[a-z]{2}\b/i;

const key = (what) => `extranet-${what}:${document.body.dataset.person ?? ""}`;
const read = (name, otherwise) => { try { return JSON.parse(localStorage.getItem(name)) ?? otherwise; } catch { return otherwise; } };
const write = (name, value) => { try { localStorage.setItem(name, JSON.stringify(value)); } catch { /* a full or closed store: nothing is remembered */ } };

export function recentSearches(now = Date.now()) {
  const known = read(key("searches"), []);
  return Array.isArray(known) ? known.filter((one) => now - one.at < KEPT_MS).map((one) => one.text) : [];
}

export function rememberSearch(text, now = Date.now()) {
  const said = text.trim().replace(/\s+/g, " ");
  if (!document.body.dataset.person || said.length < 2 || said.length > 80 || PERSONAL.test(said)) return;
  const others = recentSearches(now).filter((one) => one !== said).slice(0, MOST - 1);
  write(key("searches"), [said, ...others].map((one) => ({ text: one, at: now })));
}

// When this person's last shift ended, as an ISO time; "" when that is not known.
export function lastShift(now = Date.now()) {
  const seen = read(key("seen"), { at: 0, before: 0 });
  const before = now - seen.at > SHIFT_GAP_MS ? seen.at : seen.before;
  write(key("seen"), { at: now, before });
  return before ? new Date(before).toISOString() : "";
}
