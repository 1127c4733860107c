import { type AddCell, CELL_KINDS } from "../../engine/contribution/cell.ts";
import { eventCells } from "../../engine/contribution/event-cells.ts";
import { factCells } from "../../engine/contribution/fact-cells.ts";
import { orderCells } from "../../engine/contribution/order-cells.ts";
import { winningClaim } from "../../engine/contribution/order-claim.ts";
import type { CellStore } from "./cell-store.ts";
import { isCounted } from "./directory.ts";
import { readPages } from "./pages.ts";
import type { ShardState } from "./shard-state.ts";
import { orderOfLine, recordOfLine } from "./stored-record.ts";

const HOUR_MS = 3_600_000;

/** How a shard counts anew. */
export interface RecountOptions {
  now: number;
  /** How long the log keeps an event. */
  retentionMs: number;
  /** True in a store that drops shared sessions: what was dropped of them long ago is known to the cells alone. */
  keepSessions: boolean;
}

type Kept = [kind: (typeof CELL_KINDS)[keyof typeof CELL_KINDS], bucket: number, key: string, count: number];

/**
 * Counts everything anew that follows from what the shard holds: records of shoppers, orders, the log. Kept as they were
 * are the events by hour from before the log begins. Call it in a transaction, right after a checkpoint.
 */
export function recount({ sql, directory, cells, events }: ShardState, options: RecountOptions): void {
  const logFrom = Math.floor((options.now - options.retentionMs) / HOUR_MS);
  const kept = [...eventsBefore(cells, logFrom), ...(options.keepSessions ? sessionTotals(cells) : [])];
  cells.clear();
  for (const [kind, bucket, key, count] of kept) cells.add(kind, bucket, key, count);

  const add: AddCell = (kind, bucket, key, count) => {
    if (!(options.keepSessions && isOfSessions(kind, key))) cells.add(kind, bucket, key, count);
  };
  for (const { page } of readPages(sql)) {
    for (const [key, line] of page) {
      if (key.startsWith("o:")) orderCells(add, countingClaim(line), 1);
      else if (/^[uaz]:/.test(key)) addFacts(add, recordOfLine(line).facts);
    }
  }
  // The log reaches a little further back than it must: those hours are among the kept.
  const addEvent: AddCell = (kind, bucket, key, count) => {
    if (kind !== CELL_KINDS.series || hourOf(key) >= logFrom) cells.add(kind, bucket, key, count);
  };
  for (const list of events.lists(-Infinity, Infinity, [])) {
    for (const { shopper, event } of list.events()) {
      if (isCounted(directory, shopper)) eventCells(addEvent, event, 1);
    }
  }
}

function addFacts(add: AddCell, facts: Record<string, unknown>): void {
  if (facts["x"] !== undefined) return;
  for (const [key, value] of Object.entries(facts)) factCells(add, key, undefined, value);
}

function countingClaim(line: string): ReturnType<typeof winningClaim> {
  const claims = Object.entries(orderOfLine(line)).filter(([, { claim }]) => claim !== null);
  return winningClaim(Object.fromEntries(claims.map(([shopper, { claim }]) => [shopper, claim])) as never);
}

/** Events by hour and by type from hours of which the log holds nothing, or not everything. */
function eventsBefore(cells: CellStore, logFrom: number): Kept[] {
  if (logFrom <= 0) return [];
  const kind = CELL_KINDS.series;
  return cells.buckets(kind, 0, 2 ** 31).flatMap((bucket) => {
    const old = [...cells.read(kind, bucket)].filter(([key]) => hourOf(key) < logFrom && / (events$|type:)/.test(key));
    return old.map(([key, count]): Kept => [kind, bucket, key, count]);
  });
}

function sessionTotals(cells: CellStore): Kept[] {
  const { stamp, total } = CELL_KINDS;
  const ended = [...cells.read(total, 0)].filter(([key]) => isOfSessions(total, key));
  const live = cells.buckets(stamp, 0, 2 ** 31).flatMap((bucket) => {
    return Array.from(cells.read(stamp, bucket), ([key, count]): Kept => [stamp, bucket, key, count]);
  });
  return [...ended.map(([key, count]): Kept => [total, 0, key, count]), ...live];
}

function isOfSessions(kind: number, key: string): boolean {
  return kind === CELL_KINDS.stamp || (kind === CELL_KINDS.total && key.startsWith("session:"));
}

/** The hour of a cell of a series. */
function hourOf(key: string): number {
  return Number(key.slice(0, key.indexOf(" ")));
}
