import type { ShopperKey } from "../../engine/event.ts";
import { forgetSessions } from "./apply-session.ts";
import { clearLog, type LogTail } from "./delta-log.ts";
import { eraseEvents } from "./erase-events.ts";
import { type Directory, pruneRetired } from "./directory.ts";
import type { ShardState } from "./shard-state.ts";
import { tidyEvents } from "./tidy-events.ts";
import { type Page, readPage, takeOverflow, writeNewPages, writePage } from "./pages.ts";
import { writeShardRow } from "./shard-row.ts";

/** A checkpoint is due after so many shoppers changed: it then writes each of their pages once. */
const MAX_UNSETTLED = 2048;
/** And after so many characters of changes: the bound of the memory that they take. */
const MAX_UNSETTLED_CHARS = 2 * 1024 * 1024;
/** A page with fewer shoppers left, after erasures, is given up and its rest moved. */
const MIN_PAGE_SHOPPERS = 8;

/** True when so much has changed since the last checkpoint that it is time for the next. */
export function isCheckpointDue({ unsettled, unsettledChars }: Directory): boolean {
  return unsettled.size >= MAX_UNSETTLED || unsettledChars >= MAX_UNSETTLED_CHARS;
}

/** How a checkpoint is made. */
export interface CheckpointOptions {
  now: number;
  /** Events older than this leave the log. */
  retentionMs: number;
  /** A shopper whose events leave the log. */
  erase?: string;
}

/**
 * Moves every change since the last checkpoint from the log to where it stays, and empties the log. New shoppers share
 * new pages, so that visitors of one hour lie together: they are changed, listed as abandoned and erased together. Call
 * it inside a transaction.
 */
export function checkpoint(state: ShardState, options: CheckpointOptions): LogTail {
  const { sql, directory } = state;
  if (options.erase !== undefined) eraseEvents(state, options.erase as ShopperKey, options.now);
  forgetSessions(directory, options.now);
  const changed = changesByPage(directory);
  const fresh: Page = changed.get(0) ?? new Map();
  changed.delete(0);
  for (const [id, lines] of changed) for (const [key, line] of rewrite(sql, id, lines)) fresh.set(key, line);
  for (const [key, line] of fresh) if (line === REMOVED) fresh.delete(key);
  for (const [id, keys] of writeNewPages(sql, fresh)) {
    for (const key of keys) setPage(directory, key, id);
  }
  directory.unsettled.clear();
  directory.unsettledChars = 0;
  tidyEvents(state, options);
  pruneRetired(directory, options.now);
  writeShardRow(sql, directory);
  return clearLog(sql);
}

/** Stands for the line of a removed record. */
const REMOVED = "";

function changesByPage({ unsettled }: Directory): Map<number, Page> {
  const pages = new Map<number, Page>();
  for (const [key, { page, line }] of unsettled) {
    const lines = pages.get(page) ?? new Map<string, string>();
    pages.set(page, lines.set(key, line ?? REMOVED));
  }
  return pages;
}

/** Writes a page with its changes; returns the lines that must move elsewhere. */
function rewrite(sql: SqlStorage, id: number, changes: Page): Page {
  const page = readPage(sql, id);
  for (const [key, line] of changes) {
    if (line === REMOVED) page.delete(key);
    else page.set(key, line);
  }
  if (page.size < MIN_PAGE_SHOPPERS) {
    writePage(sql, id, new Map());
    return page;
  }
  const overflow = takeOverflow(page);
  writePage(sql, id, page);
  return overflow;
}

function setPage({ rows, claims }: Directory, key: string, page: number): void {
  if (claims.has(key)) {
    claims.set(key, page);
    return;
  }
  const row = rows.get(key as ShopperKey);
  if (row === undefined) throw new Error("a page holds a shopper whom the directory does not know");
  row.page = page;
}
