import type { ShopperKey } from "../../engine/event.ts";
import type { Stage } from "../../protocol/outcome.ts";
import type { AppliedMark, RetiredMark } from "./is-news.ts";
import { type StoredRecord, lineOfRecord } from "./stored-record.ts";

const DAY_MS = 86_400_000;
/** A retry of a call ends within minutes; three days are the late window of the events themselves. */
const RETIRED_MS = 3 * DAY_MS;
/** With more erasures than this in three days the oldest marks go first. */
const MAX_RETIRED = 10_000;

/** What memory holds of one shopper: enough to order and to filter. The rest is read from its page. */
export interface DirectoryRow extends AppliedMark {
  stage: Stage;
  /** Epoch milliseconds. */
  lastActivityAt: number;
  valueMinor: number;
  currency: string;
  /** The page that holds its record; 0 while it has none. */
  page: number;
}

/** A change since the last checkpoint. */
export interface Unsettled {
  /** The page that holds the shopper's former record; 0 for none. */
  page: number;
  /** The record as a line; null when the shopper was removed. */
  line: string | null;
}

/** A shard's directory in memory. It is rebuilt from pages and log whenever the object starts. */
export interface Directory {
  /** The number of shards that the store had when this one was created; null before its first delta. */
  shards: number | null;
  rows: Map<ShopperKey, DirectoryRow>;
  /** By incarnation, oldest first. It holds no trace of the shopper. */
  retired: Map<string, RetiredMark>;
  unsettled: Map<ShopperKey, Unsettled>;
  /** Characters of all lines in `unsettled` since the last checkpoint, replaced ones included. */
  unsettledChars: number;
}

/** A directory without shoppers. */
export function emptyDirectory(): Directory {
  return { shards: null, rows: new Map(), retired: new Map(), unsettled: new Map(), unsettledChars: 0 };
}

/** The row of a record that is kept. */
export function rowOf(record: StoredRecord, page: number): DirectoryRow | null {
  if (record.directory === null) return null;
  const { incarnation, sequence } = record;
  const { stage, lastActivityAt, valueMinor, currency } = record.directory;
  return { incarnation, sequence, stage, lastActivityAt, valueMinor, currency, page };
}

/** Takes a record that is news into the directory; returns its line, which belongs into the log. */
export function takeRecord(directory: Directory, record: StoredRecord): string {
  const { rows, retired, unsettled } = directory;
  const former = rows.get(record.shopper);
  if (former !== undefined && former.incarnation !== record.incarnation) {
    retire(directory, former.incarnation, Number.MAX_SAFE_INTEGER, record.appliedAt);
  }
  const page = former?.page ?? unsettled.get(record.shopper)?.page ?? 0;
  const row = rowOf(record, page);
  if (row === null) {
    rows.delete(record.shopper);
    retire(directory, record.incarnation, record.sequence, record.appliedAt);
  } else {
    rows.set(record.shopper, row);
    retired.delete(record.incarnation);
  }
  const line = lineOfRecord(record);
  unsettled.set(record.shopper, { page, line: row === null ? null : line });
  directory.unsettledChars += line.length;
  return line;
}

/** Forgets the retired marks whose time is over. */
export function pruneRetired({ retired }: Directory, now: number): void {
  for (const [incarnation, mark] of retired) {
    if (mark.until > now && retired.size <= MAX_RETIRED) return;
    retired.delete(incarnation);
  }
}

function retire({ retired }: Directory, incarnation: string, sequence: number, at: number): void {
  retired.delete(incarnation);
  retired.set(incarnation, { sequence, until: at + RETIRED_MS });
}
