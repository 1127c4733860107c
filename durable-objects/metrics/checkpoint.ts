import type { ShopperKey } from "../../engine/event.ts";
import { clearLog, type LogTail } from "./delta-log.ts";
import { type Directory, pruneRetired } from "./directory.ts";
import { type Page, readPage, takeOverflow, writeNewPages, writePage } from "./pages.ts";
import { writeShardRow } from "./shard-row.ts";

/** A checkpoint is due after so many shoppers changed: it then writes each of their pages once. */
const MAX_UNSETTLED = 2048;
/** And after so many characters of changes: the bound of the memory that they take. */
const MAX_UNSETTLED_CHARS = 1024 * 1024;
/** A page with fewer shoppers left, after erasures, is given up and its rest moved. */
const MIN_PAGE_SHOPPERS = 8;

/** True when so much has changed since the last checkpoint that it is time for the next. */
export function isCheckpointDue({ unsettled, unsettledChars }: Directory): boolean {
  return unsettled.size >= MAX_UNSETTLED || unsettledChars >= MAX_UNSETTLED_CHARS;
}

/**
 * Moves every change since the last checkpoint from the log into pages, and empties the log. New shoppers share new
 * pages, so that visitors of one hour lie together: they are changed, listed as abandoned and erased together. Call it
 * inside a transaction.
 */
export function checkpoint(sql: SqlStorage, directory: Directory, now: number): LogTail {
  const changed = changesByPage(directory);
  const fresh: Page = changed.get(0) ?? new Map();
  changed.delete(0);
  for (const [id, lines] of changed) for (const [shopper, line] of rewrite(sql, id, lines)) fresh.set(shopper, line);
  for (const [shopper, line] of fresh) if (line === REMOVED) fresh.delete(shopper);
  for (const [id, shoppers] of writeNewPages(sql, fresh)) {
    for (const shopper of shoppers) setPage(directory, shopper, id);
  }
  directory.unsettled.clear();
  directory.unsettledChars = 0;
  pruneRetired(directory, now);
  writeShardRow(sql, directory);
  return clearLog(sql);
}

/** Stands for the line of a removed shopper. */
const REMOVED = "";

function changesByPage({ unsettled }: Directory): Map<number, Page> {
  const pages = new Map<number, Page>();
  for (const [shopper, { page, line }] of unsettled) {
    const lines = pages.get(page) ?? new Map<ShopperKey, string>();
    pages.set(page, lines.set(shopper, line ?? REMOVED));
  }
  return pages;
}

/** Writes a page with its changes; returns the lines that must move elsewhere. */
function rewrite(sql: SqlStorage, id: number, changes: Page): Page {
  const page = readPage(sql, id);
  for (const [shopper, line] of changes) {
    if (line === REMOVED) page.delete(shopper);
    else page.set(shopper, line);
  }
  if (page.size < MIN_PAGE_SHOPPERS) {
    writePage(sql, id, new Map());
    return page;
  }
  const overflow = takeOverflow(page);
  writePage(sql, id, page);
  return overflow;
}

function setPage({ rows }: Directory, shopper: ShopperKey, page: number): void {
  const row = rows.get(shopper);
  if (row === undefined) throw new Error("a page holds a shopper whom the directory does not know");
  row.page = page;
}
