import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { figureText, readmeFigures, sameFigure, withFigures, type Figure } from "./readme-figures.ts";

// Compares the figures of README with what was measured and built; with --write it puts them there.

const root = resolve(import.meta.dirname, "..");
const readme = join(root, "README.md");

function measured({ file, what }: Figure): string {
  try {
    return figureText(what, readFileSync(join(root, file)));
  } catch (error) {
    return `(unknown: ${file}: ${error instanceof Error ? error.message : String(error)})`;
  }
}

const markdown = readFileSync(readme, "utf8");
const figures = readmeFigures(markdown);
const wrong = figures.filter((figure) => !sameFigure(measured(figure), figure.text));
for (const figure of wrong) console.log(`${figure.file} ${figure.what}: ${figure.text} -> ${measured(figure)}`);
console.log(`${figures.length} figures, ${wrong.length} other than measured`);

if (process.argv.includes("--write")) {
  writeFileSync(readme, withFigures(markdown, measured));
  console.log("Written to README.md; npm run format aligns its tables");
} else if (wrong.length > 0 || figures.length === 0) {
  console.error("Measure with npm run bench, build with npm run build, then: node scripts/check-readme.ts --write");
  process.exitCode = 1;
}
