import { keyOfLine } from "./stored-record.ts";

/** The lines of one page by key, in the order of their first writing. */
export type Page = Map<string, string>;

interface PageRow extends Record<string, SqlStorageValue> {
  id: number;
  /** Lines of records, joined by line feeds. */
  body: string;
}

/** Most shoppers of a page: some 15 KB, which is what a query reads to show one of them. */
const PAGE_SHOPPERS = 32;
/** Most characters of a page with more than one shopper. */
const PAGE_CHARS = 128 * 1024;

const SELECT_ALL = "SELECT id, body FROM page ORDER BY id";
const SELECT_LAST = "SELECT coalesce(max(id), 0) AS id FROM page";
const SELECT = "SELECT id, body FROM page WHERE id = ?";
const UPSERT = "INSERT INTO page (id, body) VALUES (?, ?) ON CONFLICT DO UPDATE SET body = excluded.body";
const DELETE = "DELETE FROM page WHERE id = ?";

/** Every page, one at a time. */
export function* readPages(sql: SqlStorage): Generator<{ id: number; page: Page }> {
  for (const { id, body } of sql.exec<PageRow>(SELECT_ALL)) yield { id, page: pageOf(body) };
}

/** One page; empty when there is none with this id. */
export function readPage(sql: SqlStorage, id: number): Page {
  const [row] = sql.exec<PageRow>(SELECT, id).toArray();
  return row === undefined ? new Map() : pageOf(row.body);
}

/** The lines of some keys of one page, without taking the others apart. */
export function readLines(sql: SqlStorage, id: number, keys: readonly string[]): string[] {
  const [row] = sql.exec<PageRow>(SELECT, id).toArray();
  if (row === undefined) return [];
  return keys.flatMap((key) => {
    // Tabs and line feeds within a line are escaped: where these are, a line begins and its key ends.
    const start = `\n${JSON.stringify(key)}\t`;
    const from = row.body.startsWith(start.slice(1)) ? 0 : row.body.indexOf(start) + 1;
    if (from === 0 && !row.body.startsWith(start.slice(1))) return [];
    const end = row.body.indexOf("\n", from);
    return [row.body.slice(from, end < 0 ? undefined : end)];
  });
}

/** Writes a page under its id; an empty one is deleted. */
export function writePage(sql: SqlStorage, id: number, page: Page): void {
  if (page.size === 0) sql.exec(DELETE, id);
  else sql.exec(UPSERT, id, [...page.values()].join("\n"));
}

/** Writes lines to new pages, and tells which page holds which shoppers. */
export function writeNewPages(sql: SqlStorage, lines: Page): Map<number, string[]> {
  let id = sql.exec<{ id: number }>(SELECT_LAST).one().id;
  const placed = new Map<number, string[]>();
  for (const page of pack(lines)) {
    id += 1;
    writePage(sql, id, page);
    placed.set(id, [...page.keys()]);
  }
  return placed;
}

/** Takes lines out of a page, the longest first, until it is no larger than a page may be; returns them. */
export function takeOverflow(page: Page): Page {
  const overflow: Page = new Map();
  let chars = [...page.values()].reduce((sum, line) => sum + line.length, 0);
  for (const [shopper, line] of [...page].toSorted(([, a], [, b]) => b.length - a.length)) {
    if (chars <= PAGE_CHARS || page.size === 1) break;
    page.delete(shopper);
    overflow.set(shopper, line);
    chars -= line.length;
  }
  return overflow;
}

function pageOf(body: string): Page {
  return new Map(body.split("\n").map((line) => [keyOfLine(line), line]));
}

function* pack(lines: Page): Generator<Page> {
  let page: Page = new Map();
  let chars = 0;
  for (const [shopper, line] of lines) {
    if (page.size > 0 && (page.size >= PAGE_SHOPPERS || chars + line.length > PAGE_CHARS)) {
      yield page;
      page = new Map();
      chars = 0;
    }
    page.set(shopper, line);
    chars += line.length;
  }
  if (page.size > 0) yield page;
}
