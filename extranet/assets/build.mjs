// Builds the third-party front-end files from the locked npm packages: `node build.mjs OUT`.
// OUT gets fonts/*.woff2, icons.svg (one <symbol> per icon, named as in icons.txt) and licences.txt.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const out = process.argv[2];
const packages = join(here, "node_modules");
const face = "@fontsource-variable/atkinson-hyperlegible-next";

function fonts() {
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const style of ["normal", "italic"]) {
    const from = join(packages, face, "files", `atkinson-hyperlegible-next-latin-wght-${style}.woff2`);
    copyFileSync(from, join(out, "fonts", `atkinson-hyperlegible-next-${style}.woff2`));
  }
}

// A symbol keeps the drawing's own view box and drops everything the style sheet decides (size, stroke, fill).
function symbol(name) {
  const drawing = readFileSync(join(packages, "lucide-static", "icons", `${name}.svg`), "utf8");
  const inside = drawing.match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1];
  return `<symbol id="${name}" viewBox="0 0 24 24">${inside.replace(/\s*\n\s*/g, "")}</symbol>`;
}

function icons() {
  const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
  const sheet = `<svg xmlns="http://www.w3.org/2000/svg">${names.map(symbol).join("\n")}</svg>\n`;
  writeFileSync(join(out, "icons.svg"), sheet);
}

// Only what is served is listed: the packages under "dependencies". Those for tests and for building are not.
function licences() {
  const { dependencies } = JSON.parse(readFileSync(join(here, "package.json"), "utf8"));
  const notices = Object.keys(dependencies).sort().map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${readFileSync(join(packages, name, "LICENSE"), "utf8").trim()}\n`;
  });
  writeFileSync(join(out, "licences.txt"), notices.join(`\n${"-".repeat(78)}\n\n`));
}

fonts();
icons();
licences();
