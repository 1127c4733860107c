import { brotliCompressSync, constants } from "node:zlib";
import { figureTable, rowsTable } from "./figure-table.ts";
import { sdkFigureTable } from "./sdk-figure-table.ts";

/** A figure of README: `<!-- figure FILE WHAT -->text<!-- /figure -->`. */
export interface Figure {
  file: string;
  /**
   * `brotli` for the size of the file in bytes, `table:warm` for a table of that mix of the bench, `sdks:delivery`
   * and `sdks:cost` for those of SDKs, `rows:runs` for a table of the objects there, else the path of a value in a
   * JSON file: `warm.ingest.events`.
   */
  what: string;
  text: string;
}

const FIGURE = /(<!-- figure (\S+) (\S+) -->)(.*?)(<!-- \/figure -->)/gs;
const OPENING = /<!-- figure /g;

/** Every figure of a text, in order. Throws when a marker is not closed or not readable: it would never be checked. */
export function readmeFigures(markdown: string): Figure[] {
  const figures = [...markdown.matchAll(FIGURE)].map(([, , file = "", what = "", text = ""]) => ({ file, what, text }));
  const openings = markdown.match(OPENING)?.length ?? 0;
  if (openings !== figures.length) throw new Error(`${openings} figures begin and ${figures.length} are whole`);
  return figures;
}

/** The text with each figure as `text` gives it. */
export function withFigures(markdown: string, text: (figure: Figure) => string): string {
  return markdown.replace(FIGURE, (...[, open, file, what, old, close]: string[]) => {
    return `${open}${text({ file: file ?? "", what: what ?? "", text: old ?? "" })}${close}`;
  });
}

/** How a figure reads, from the content of its file. Throws when the file has no such value. */
export function figureText(what: string, content: Buffer): string {
  if (what === "brotli") return shown(brotliBytes(content));
  if (what.startsWith("table:")) {
    const mix = figureValue(what.slice("table:".length), content);
    return `\n\n${figureTable(mix, shown)}\n\n`;
  }
  if (what.startsWith("sdks:")) {
    return `\n\n${sdkFigureTable(what.slice("sdks:".length), JSON.parse(content.toString("utf8")), shown)}\n\n`;
  }
  if (what.startsWith("rows:")) {
    return `\n\n${rowsTable(figureValue(what.slice("rows:".length), content), shown)}\n\n`;
  }
  const value = figureValue(what, content);
  if (typeof value === "number") return shown(value);
  if (typeof value === "string") return value;
  throw new Error(`no value at ${what}`);
}

/** True when two texts of a figure differ in the padding of a table at most: the formatter aligns tables. */
export function sameFigure(one: string, other: string): boolean {
  return withoutPadding(one) === withoutPadding(other);
}

function withoutPadding(text: string): string {
  return text.replaceAll(/-{2,}/g, "---").replaceAll(/\s+/g, " ").trim();
}

function figureValue(path: string, content: Buffer): unknown {
  let value: unknown = JSON.parse(content.toString("utf8"));
  for (const key of path.split(".")) {
    value = typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
  }
  return value;
}

function shown(value: number): string {
  return value.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

function brotliBytes(content: Buffer): number {
  return brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
}
