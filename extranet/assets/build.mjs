// Builds the third-party front-end files from the locked npm packages: `node build.mjs OUT`.
// OUT gets fonts/*.woff2, icons.svg (one <symbol> per icon, named as in icons.txt), editor.js (see editor.mjs) and licences.txt.
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
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

// No script of a package is run at installation, so esbuild's program is called where its platform's package holds it.
function esbuild() {
  const platforms = join(packages, "@esbuild");
  const programs = readdirSync(platforms).flatMap((name) => [join(platforms, name, "bin", "esbuild"), join(platforms, name, "esbuild.exe")]);
  return programs.find(existsSync);
}

function editor() {
  const words = ["--bundle", "--minify", "--format=esm", "--target=es2022", "--legal-comments=none", `--outfile=${join(out, "editor.js")}`];
  execFileSync(esbuild(), [join(here, "editor.mjs"), ...words, "--log-level=warning"], { stdio: "inherit" });
}

// Only what is served is listed, with all that it stands on. What is for tests and for building is not.
function licences() {
  const lock = JSON.parse(readFileSync(join(here, "package-lock.json"), "utf8"));
  const served = Object.entries(lock.packages).filter(([path, one]) => path && !one.dev).map(([path]) => path.replace("node_modules/", ""));
  const notices = served.sort().map((name) => {
    const { version, license } = JSON.parse(readFileSync(join(packages, name, "package.json"), "utf8"));
    return `${name} ${version} (${license})\n\n${readFileSync(join(packages, name, "LICENSE"), "utf8").trim()}\n`;
  });
  writeFileSync(join(out, "licences.txt"), notices.join(`\n${"-".repeat(78)}\n\n`));
}

fonts();
icons();
editor();
licences();
