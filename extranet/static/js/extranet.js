// Starts what the page asks for by its attributes; docs/design-system.md lists them. Everything works without it.
import { startCombobox } from "./combobox.js";
import { startFlag } from "./flag.js";
import { startFrame } from "./frame.js";
import { startShortcuts } from "./shortcuts.js";

startFrame();
startFlag(); // before the keys, so that the first press of f finds the form
startShortcuts();
document.querySelectorAll("form[data-combobox]").forEach(startCombobox);
const told = document.querySelector("form[data-told]");
if (told) import("./told.js").then((part) => part.startTold(told));

// The editor's modules are fetched only where there is something to edit, or a draft to look after.
const hasDrafts = () => {
  try { return Object.keys(localStorage).some((key) => key.startsWith("extranet-draft:")); } catch { return false; }
};
if (document.querySelector("[data-preview]")) import("./preview.js").then((part) => part.startPreviews());
if (document.querySelector("[data-remarks]")) import("./remarks.js").then((part) => part.startRemarks());
if (document.querySelector("[data-draft]") || hasDrafts()) import("./draft.js").then((part) => part.startDrafts());
if (document.querySelector("form[data-keep]")) import("./keeping.js").then((part) => part.startKeeping());
if (document.querySelector("form[data-autosave]")) import("./autosave.js").then((part) => document.querySelectorAll("form[data-autosave]").forEach(part.startAutosave));
if (document.querySelector("[data-mentions]")) import("./mentions.js").then((part) => document.querySelectorAll("[data-mentions]").forEach(part.startMentions));
if (document.querySelector("[data-progress]")) import("./progress.js").then((part) => document.querySelectorAll("[data-progress]").forEach(part.startProgress));
if (document.querySelector("[data-grid]")) import("./grid.js").then((part) => document.querySelectorAll("[data-grid]").forEach(part.startGrid));
if (document.querySelector("form[data-unsaved]")) import("./unsaved.js").then((part) => part.startUnsaved());
