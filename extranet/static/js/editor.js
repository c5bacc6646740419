// Starts the page editor over a text area that asks for it (data-editor, the page's address in it). Without its files, built by
// setup.py, or with a fault in it, the text area stays as it is: nothing that was typed depends on this.
const area = document.querySelector("textarea[data-editor]");
if (area) import("./editor/open.js").then((part) => part.open(area)).catch((fault) => console.warn("The page editor did not start; the text area stays.", fault));
