// Says a sentence to screen readers without showing it. One polite region, made the first time.
let region;

export function say(sentence) {
  if (!region) {
    region = document.createElement("p");
    region.className = "out-of-sight";
    region.setAttribute("role", "status");
    document.querySelector(".messages")?.append(region) ?? document.body.append(region);
  }
  region.textContent = sentence;
}
