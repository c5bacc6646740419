// form[data-attach]: files dropped anywhere on the page, or chosen, are sent one after another, each with its own progress and its own answer.
// Without this the form sends them all together.
import { say } from "./say.js";

class Sender {
  constructor(form) {
    this.form = form;
    this.input = form.elements.file;
    this.list = form.querySelector("[data-attach-list]");
    this.waiting = [];
    this.isSending = false;
    this.refused = 0;
    form.addEventListener("submit", (event) => { event.preventDefault(); this.take(this.input.files); this.input.value = ""; });
    this.input.addEventListener("change", () => { this.take(this.input.files); this.input.value = ""; });
    for (const name of ["dragenter", "dragover", "dragleave", "drop"]) document.addEventListener(name, (event) => this.drag(event));
  }

  drag(event) {
    if (!event.dataTransfer?.types.includes("Files")) return;
    event.preventDefault();
    this.form.classList.toggle("is-over", event.type === "dragenter" || event.type === "dragover");
    if (event.type === "drop") this.take(event.dataTransfer.files);
  }

  take(files) {
    for (const file of files) this.waiting.push({ file, line: this.line(file.name) });
    if (files.length) say(files.length === 1 ? `Attaching ${files[0].name}` : `Attaching ${files.length} files`);
    this.next();
  }

  line(name) {
    const item = document.createElement("li");
    const words = document.createElement("p");
    const bar = document.createElement("progress");
    words.textContent = name;
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", name);
    item.append(words, bar);
    this.list.append(item);
    this.list.hidden = false;
    return { item, words, bar };
  }

  next() {
    if (this.isSending) return;
    const one = this.waiting.shift();
    if (one) this.send(one);
    else if (!this.refused) location.reload();
  }

  send({ file, line }) {
    const body = new FormData();
    body.append("csrf_token", this.form.elements.csrf_token.value);
    body.append("file", file, file.name);
    const request = new XMLHttpRequest(); // fetch cannot tell how much has been sent
    request.open("POST", location.pathname);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => { if (event.lengthComputable) line.bar.value = event.loaded / event.total; });
    request.addEventListener("load", () => this.done(line, file.name, request.status === 201 ? "" : why(request)));
    request.addEventListener("error", () => this.done(line, file.name, `${file.name} was not sent: no connection. Try again when it is back.`));
    this.isSending = true;
    request.send(body);
  }

  done(line, name, fault) {
    this.isSending = false;
    this.refused += fault ? 1 : 0;
    line.bar.remove();
    line.words.textContent = fault || `${name} is attached.`;
    line.words.className = fault ? "error" : "";
    say(line.words.textContent);
    this.next();
  }
}

function why(request) {
  const said = request.response ?? {};
  return said.refused?.[0] ?? said.detail ?? (request.status === 413 ? "The file is too large." : "It was not attached. Try again.");
}

document.querySelectorAll("form[data-attach]").forEach((form) => new Sender(form));
