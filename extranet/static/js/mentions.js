// Names under a text in which somebody types an @: arrows choose, Enter or Tab takes, Escape closes. Without it the name is typed in full.
import { say } from "./say.js";

const PAUSE = 150; // milliseconds after the last key
const TYPED = /(?:^|[^\p{L}\p{N}.@])@(\p{L}[\p{L} .'’-]{1,40})$/u;

export function startMentions(area) {
  const list = document.createElement("div");
  list.className = "suggestions mentions";
  list.id = `${area.id}-people`;
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "People");
  area.after(list);
  area.setAttribute("aria-controls", list.id);
  const state = { people: [], chosen: 0, timer: 0, asked: 0, typed: "" };

  const close = () => { clearTimeout(state.timer); state.asked += 1; draw(area, list, state, []); };
  const take = (at) => {
    const person = state.people[at];
    const end = area.selectionStart;
    area.setRangeText(`${person.text} `, end - state.typed.length - 1, end, "end");
    close();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };

  area.addEventListener("input", () => {
    clearTimeout(state.timer);
    const found = TYPED.exec(area.value.slice(0, area.selectionStart));
    if (!found) return close();
    state.typed = found[1];
    state.timer = setTimeout(() => ask(area, list, state), PAUSE);
  });
  area.addEventListener("keydown", (event) => {
    const many = state.people.length;
    if (!many || event.isComposing) return;
    if (event.key === "ArrowDown") { event.preventDefault(); choose(area, list, state, (state.chosen + 1) % many); }
    else if (event.key === "ArrowUp") { event.preventDefault(); choose(area, list, state, (state.chosen + many - 1) % many); }
    else if (event.key === "Enter" || event.key === "Tab") { event.preventDefault(); take(state.chosen); }
    else if (event.key === "Escape") { event.preventDefault(); close(); }
  });
  // Pressing a name must not take the focus from the text before the click arrives.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const at = [...list.children].findIndex((one) => one.contains(event.target));
    if (at >= 0) take(at);
  });
  area.addEventListener("blur", close);
}

async function ask(area, list, state) {
  const asked = (state.asked += 1);
  try {
    const reply = await fetch(`${area.dataset.mentions}?${new URLSearchParams({ q: state.typed })}`, { headers: { Accept: "application/json" } });
    const found = reply.ok ? (await reply.json()).people : [];
    if (asked === state.asked && document.activeElement === area) draw(area, list, state, found);
  } catch {
    if (asked === state.asked) draw(area, list, state, []);
  }
}

function draw(area, list, state, people) {
  const was = state.people.length;
  state.people = people;
  list.replaceChildren(...people.map((one, at) => option(one, `${list.id}-${at}`)));
  list.hidden = !people.length;
  if (people.length) { choose(area, list, state, 0); list.scrollIntoView({ block: "nearest" }); }
  else area.removeAttribute("aria-activedescendant");
  if (people.length || was) say(people.length ? `${people.length} ${people.length === 1 ? "person" : "people"}; arrows choose, Enter takes` : "");
}

function choose(area, list, state, at) {
  state.chosen = at;
  [...list.children].forEach((one, i) => one.setAttribute("aria-selected", String(i === at)));
  area.setAttribute("aria-activedescendant", list.children[at].id);
}

function option(one, id) {
  const element = document.createElement("div");
  element.id = id;
  element.setAttribute("role", "option");
  for (const [name, words] of [["kind", one.detail], ["label", one.name]]) {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = words;
    element.append(part, " ");
  }
  return element;
}
