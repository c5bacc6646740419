// What the editor asks the server for. Every answer may fail; the editor then does without, and says so.
const headers = { Accept: "application/json" };

async function ask(address, options = {}) {
  const reply = await fetch(address, { headers, ...options });
  const answer = await reply.json().catch(() => ({}));
  if (!reply.ok) throw new Error(answer.detail ?? "The server did not answer. Try again in a minute.");
  return answer;
}

let names = null;
/** {councils, sets, tiers, facts}, asked for once. */
export const namesAndFacts = () => (names ??= ask("/-/editor/names").catch(() => { names = null; return { councils: [], sets: [], tiers: [], facts: [] }; }));
export const findPages = (words, signal) => ask(`/-/editor/pages?${new URLSearchParams({ q: words })}`, { signal }).then((answer) => answer.pages);
export const titlesOf = (slugs) => (slugs.length ? ask(`/-/editor/pages?${new URLSearchParams(slugs.map((slug) => ["slug", slug]))}`).then((answer) => answer.titles).catch(() => ({})) : Promise.resolve({}));

/** {name, address, url} of a picture that is now attached to the page. Its sentence is the error's when it is not. */
export async function keepPicture(area, file) {
  if (!area.dataset.editor) throw new Error("This page has no place for pictures yet. Save it once, then add the picture.");
  const form = new FormData();
  form.append("csrf_token", area.form.elements.csrf_token.value);
  form.append("file", file, file.name || "picture.png");
  return ask(`/-/editor/${area.dataset.editor}/pictures`, { method: "POST", body: form });
}

/** What to call whoever a local text is for: “Woking and Guildford”, “everyone else”. */
export function called(head, known) {
  const { slugs, from, to, also } = headOf(head);
  if (!slugs) return "For everyone else";
  const all = new Map([...known.tiers, ...known.sets, ...known.councils].map((one) => [one.slug, one.name]));
  const list = slugs.map((slug) => all.get(slug) ?? slug);
  const whom = list.length > 1 ? `${list.slice(0, -1).join(", ")} and ${list.at(-1)}` : list[0] ?? "nobody yet";
  return `${also ? "Also for" : "For"} ${whom}${from ? `, from ${from}` : ""}${to ? `, to ${to}` : ""}`;
}

/** The parts of a line “::: for woking from 2027-04-01”; `slugs` is null for “otherwise”. */
export function headOf(head) {
  const words = head.slice(3).trim().split(/\s+/);
  if (words[0] === "otherwise") return { slugs: null, from: "", to: "", also: false };
  const also = words[0] === "also";
  const rest = words.slice(also ? 2 : 1);
  const day = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] ?? "" : "");
  const slugs = rest.filter((word, at) => !["from", "to"].includes(word) && !["from", "to"].includes(rest[at - 1]));
  return { slugs, from: day("from"), to: day("to"), also };
}

export const headFrom = ({ slugs, from, to, also }) => (slugs ? `::: ${also ? "also " : ""}for ${slugs.join(" ")}${from ? ` from ${from}` : ""}${to ? ` to ${to}` : ""}` : "::: otherwise");
