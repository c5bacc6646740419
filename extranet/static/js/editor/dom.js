// Small helpers: an element with its attributes and children; an icon of the sheet, where there is one.
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
    else if (value === true) element.setAttribute(name, "");
    else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, value);
  }
  element.append(...children.filter((one) => one !== null && one !== undefined));
  return element;
}

const SHEET = new URL("../../vendor/icons.svg", import.meta.url).pathname;

export function icon(name) {
  const space = "http://www.w3.org/2000/svg";
  const drawing = document.createElementNS(space, "svg");
  drawing.setAttribute("class", "icon");
  drawing.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(space, "use");
  use.setAttribute("href", `${SHEET}#${name}`);
  drawing.append(use);
  return drawing;
}

export const button = (words, act, attributes = {}) => make("button", { type: "button", onclick: act, ...attributes }, words);

let counted = 0;
export const newId = (name) => `ed-${name}-${(counted += 1)}`;

/** ProseMirror hears of a moved cursor a moment late; what asks where the cursor is makes it look first. */
export const settle = (view) => view.domObserver?.flush?.();
