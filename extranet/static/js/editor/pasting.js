// What is pasted from Word, Outlook and web pages, made plain before ProseMirror reads it: only what has a sign in Markdown is left.
import { DOMParser } from "../../vendor/editor.js";
import { schema } from "./schema.js";
import { say } from "../say.js";
import { keepPicture } from "./asking.js";
import { askForPicture } from "./dialogs.js";

// Styles and handlers would be refused by the page's policy as soon as the text is read; under another name a style can still be looked at.
export const unstyled = (html) => html.replace(/<!--\[if[^]*?<!\[endif\]-->|<\/?o:p>|<style\b[^]*?<\/style>/gi, "").replace(/<[a-z][^<>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));

/** A parser for the clipboard that cleans first. */
export function clipboardParser(area) {
  const parser = DOMParser.fromSchema(schema);
  return { parseSlice: (dom, options) => { clean(dom, area); return parser.parseSlice(dom, options); } };
}

const styleOf = (element) => element.getAttribute?.("data-style") ?? "";

export function clean(root) {
  root.querySelectorAll("script, style, meta, link, title, template, noscript, object, iframe, svg, input, button").forEach((one) => one.remove());
  const pictures = [...root.querySelectorAll("img")];
  pictures.forEach((one) => one.remove());
  if (pictures.length) say(`${pictures.length === 1 ? "A picture was" : `${pictures.length} pictures were`} left out. Paste a picture by itself to add it.`);
  wordHeadings(root);
  wordLists(root);
  wordEmphasis(root);
  tables(root);
  for (const one of [...root.querySelectorAll("a")]) {
    const address = one.getAttribute("href") ?? "";
    if (!/^(https?:|mailto:|tel:)/i.test(address) || !one.textContent.trim()) one.replaceWith(...one.childNodes);
    else one.setAttribute("href", ownAddress(address));
  }
  unwrapBlocks(root);
}

// An address of this answer book is written as such, whichever name the server has today.
function ownAddress(address) {
  try { const url = new URL(address); return url.origin === location.origin && url.pathname.startsWith("/wiki/") ? url.pathname + url.hash : address; } catch { return address; }
}

function wordHeadings(root) {
  for (const one of root.querySelectorAll("p[class*='MsoHeading'], p[class*='MsoTitle'], p[data-style*='mso-outline-level']")) {
    const level = Math.min(4, Math.max(2, Number(/mso-outline-level:\s*(\d)/.exec(styleOf(one))?.[1] ?? 1) + 1));
    rename(one, `h${level}`);
  }
  // A page has one main heading, its title: what is pasted begins one level below it.
  if (root.querySelector("h1")) for (const one of [...root.querySelectorAll("h1, h2, h3")].reverse()) rename(one, `h${Number(one.tagName[1]) + 1}`);
  root.querySelectorAll("h1 b, h1 strong, h2 b, h2 strong, h3 b, h3 strong, h4 b, h4 strong").forEach((one) => one.replaceWith(...one.childNodes));
}

function rename(element, tag) {
  const fresh = root(element).createElement(tag);
  fresh.append(...element.childNodes);
  element.replaceWith(fresh);
  return fresh;
}

const root = (element) => element.ownerDocument;

// Word's lists are paragraphs that look like points: the level is in the style, the mark is typed text.
function wordLists(body) {
  const isPoint = (one) => one?.nodeType === 1 && (/mso-list:\s*l\d/i.test(styleOf(one)) || (/MsoListParagraph/.test(one.className) && markOf(one)));
  for (const first of [...body.querySelectorAll("p")].filter((one) => isPoint(one))) {
    if (!first.isConnected && !body.contains(first)) continue;
    const points = [];
    for (let one = first; isPoint(one); one = nextElement(one)) points.push(one);
    const found = points.map((one) => ({ one, level: Number(/mso-list:[^;]*level(\d)/i.exec(styleOf(one))?.[1] ?? 1), isNumber: /^\(?[0-9a-z]{1,4}[.)]/i.test(markOf(one)) }));
    const stack = [];
    for (const { one, level, isNumber } of found) {
      while (stack.length > Math.max(1, level)) stack.pop();
      while (stack.length < level) {
        const list = root(one).createElement(isNumber ? "ol" : "ul");
        const parent = stack.at(-1)?.lastElementChild;
        if (parent) parent.append(list); else if (!stack.length) first.before(list);
        if (stack.length && !parent) break;
        stack.push(list);
      }
      const point = root(one).createElement("li");
      dropMark(one);
      const text = root(one).createElement("p");
      text.append(...one.childNodes);
      point.append(text);
      stack.at(-1).append(point);
    }
    points.forEach((one) => one.remove());
  }
}

function nextElement(one) {
  let next = one.nextSibling;
  while (next && next.nodeType !== 1 && !next.textContent.trim()) next = next.nextSibling;
  return next;
}

const ignored = (one) => [...one.querySelectorAll("*")].find((part) => /mso-list:\s*ignore/i.test(styleOf(part)));
const MARK = /^\s*([·•o§▪◦–-]|\(?[0-9a-z]{1,4}[.)])[\s\u00a0]+/i;
const markOf = (one) => (ignored(one) ?? one).textContent.replace(/\u00a0/g, " ").trim().match(/^([·•o§▪◦–-](?=\s|$)|\(?[0-9a-z]{1,4}[.)])/i)?.[0] ?? "";

function dropMark(one) {
  const mark = ignored(one);
  if (mark) return mark.remove();
  let rest = MARK.exec(one.textContent)?.[0].length ?? 0;
  const walker = root(one).createTreeWalker(one, NodeFilter.SHOW_TEXT);
  for (let text = walker.nextNode(); text && rest > 0; text = walker.nextNode()) { const cut = Math.min(rest, text.data.length); text.data = text.data.slice(cut); rest -= cut; }
}

function wordEmphasis(body) {
  for (const one of [...body.querySelectorAll("span[data-style], b[data-style], font")]) {
    const style = styleOf(one);
    const tag = /font-weight:\s*(bold|[6-9]00)/i.test(style) ? "strong" : /font-style:\s*italic/i.test(style) ? "em" : "";
    if (one.tagName === "B" && /font-weight:\s*normal/i.test(style)) one.replaceWith(...one.childNodes); // the wrapper of Google Docs
    else if (one.tagName !== "B" && tag) rename(one, tag);
  }
}

// A table of the page's making: its first row names the columns, nothing is merged, and its cells hold one paragraph.
function tables(body) {
  for (const table of [...body.querySelectorAll("table")].filter((one) => !one.querySelector("table"))) {
    const rows = [...table.rows];
    if (rows.every((row) => row.cells.length < 2)) { table.replaceWith(...rows.flatMap((row) => [...row.cells].flatMap((cell) => [...cell.childNodes]))); continue; } // a table that only sets the layout of a letter
    rows.forEach((row, at) => [...row.cells].forEach((cell) => {
      const fresh = root(cell).createElement(at ? "td" : "th");
      const side = /text-align:\s*(right|center)/i.exec(styleOf(cell))?.[1] ?? cell.getAttribute("align") ?? /text-align:\s*(right|center)/i.exec(styleOf(cell.querySelector("p") ?? cell))?.[1];
      if (side && at) fresh.setAttribute("align", side);
      const lines = [...cell.querySelectorAll("p, li, div")].filter((one) => !one.querySelector("p, li, div"));
      (lines.length ? lines : [cell]).forEach((line, i) => fresh.append(...(i ? [root(cell).createElement("br")] : []), ...line.childNodes));
      if (at === 0) fresh.querySelectorAll("b, strong").forEach((one) => one.replaceWith(...one.childNodes));
      cell.replaceWith(fresh);
    }));
  }
}

// What stands in <div> becomes paragraphs; a paragraph of nothing but a space goes.
function unwrapBlocks(body) {
  for (const one of [...body.querySelectorAll("p")]) if (!one.textContent.replace(/\u00a0/g, " ").trim() && !one.querySelector("img")) one.remove();
  body.querySelectorAll("[class], [id], [lang]").forEach((one) => { if (!/^(say|admonition)/.test(one.className)) one.removeAttribute("class"); one.removeAttribute("id"); one.removeAttribute("lang"); });
}

/** Pictures that were pasted or dropped: those of the clipboard itself, where no text comes with them. */
export function picturesIn(transfer) {
  const files = [...(transfer?.files ?? [])].filter((file) => file.type.startsWith("image/"));
  const hasText = [...(transfer?.types ?? [])].includes("text/html") && /\S/.test(transfer.getData("text/plain"));
  return hasText ? [] : files;
}

export function takePicture(view, area, transfer) {
  const [file] = picturesIn(transfer);
  if (!file) return false;
  askForPicture(view, area, { file });
  return true;
}

/** The same for the plain text area: the picture is kept, and its Markdown stands at the cursor. */
export function takePicturesAsMarkdown(area) {
  const take = async (event, transfer) => {
    const [file] = picturesIn(transfer);
    if (!file) return;
    event.preventDefault();
    try {
      const kept = await keepPicture(area, file);
      const words = "Words for people who do not see the picture";
      const address = /[\s()]/.test(kept.address) ? `<${kept.address}>` : kept.address;
      const at = area.selectionStart;
      area.setRangeText(`![${words}](${address})`, at, area.selectionEnd, "end");
      area.setSelectionRange(at + 2, at + 2 + words.length);
      area.dispatchEvent(new Event("input", { bubbles: true }));
      say(`The picture ${kept.name} is in the text. Say what it shows.`);
    } catch (fault) { say(fault.message); area.dispatchEvent(new CustomEvent("editor-fault", { detail: fault.message })); }
  };
  area.addEventListener("paste", (event) => take(event, event.clipboardData));
  area.addEventListener("drop", (event) => take(event, event.dataTransfer));
}
