import { CELL_KINDS } from "../../../engine/contribution/cell.ts";
import { countedItemsOf } from "../../../engine/contribution/event-cells.ts";
import type { Ranked } from "../../../engine/metrics/rank-items.ts";
import { isCounted } from "../directory.ts";
import type { ShardState } from "../shard-state.ts";
import { Counted, type Wanted } from "./counted.ts";

const HOUR_MS = 3_600_000;

/** The items of a window (after, upTo], in epoch milliseconds. */
export interface ItemsQuestion {
  /** Views, adds, or sales in a currency: `v`, `a`, `s:USD`. */
  measure: string;
  after: number;
  upTo: number;
  wanted: Wanted;
}

/** What was counted last: as long as no cell of its hours has changed, it need not be counted again. */
export interface ItemsCache {
  /** Of hours that lie within a window whole, by measure and hours. */
  whole: Map<string, { version: number; counted: Counted }>;
  /** The events of one hour that lies at the edge of a window. */
  edge: Map<string, { version: number; events: { at: number; item: string; count: number }[] }>;
}

/** Windows that are remembered. */
const CACHED = 8;

/** The items of this shard in a window, exact to the event at both ends. */
export function items(state: ShardState, cache: ItemsCache, question: ItemsQuestion): Ranked[] {
  const { after, upTo, measure, wanted } = question;
  const [first, last] = [Math.floor(after / HOUR_MS), Math.floor(upTo / HOUR_MS)];
  const edges = new Map<string, number>();
  for (const hour of new Set([first, last])) {
    for (const { at, item, count } of edgeOf(state, cache, measure, hour)) {
      if (at > after && at <= upTo) edges.set(item, (edges.get(item) ?? 0) + count);
    }
  }
  return wholeHours(state, cache, { measure, from: first + 1, to: last - 1 }).with(edges, wanted);
}

function wholeHours(
  { cells }: ShardState,
  { whole }: ItemsCache,
  { measure, from, to }: { measure: string; from: number; to: number },
): Counted {
  const key = `${measure} ${from} ${to}`;
  let version = 0;
  for (let hour = from; hour <= to; hour += 1) version += cells.version(CELL_KINDS.item, hour);
  const known = whole.get(key);
  if (known?.version === version) return known.counted;
  const counts = new Map<string, number>();
  const prefix = `${measure}:`;
  for (const hour of cells.buckets(CELL_KINDS.item, from, to)) {
    for (const [cell, count] of cells.read(CELL_KINDS.item, hour)) {
      if (!cell.startsWith(prefix)) continue;
      const item = cell.slice(prefix.length);
      counts.set(item, (counts.get(item) ?? 0) + count);
    }
  }
  const counted = new Counted(counts);
  remember(whole, key, { version, counted });
  return counted;
}

function edgeOf(
  state: ShardState,
  { edge }: ItemsCache,
  measure: string,
  hour: number,
): { at: number; item: string; count: number }[] {
  const key = `${measure} ${hour}`;
  const version = state.cells.version(CELL_KINDS.item, hour);
  const known = edge.get(key);
  if (known?.version === version) return known.events;
  const events = measure.startsWith("s:") ? salesOf(state, measure.slice(2), hour) : countedOf(state, measure, hour);
  remember(edge, key, { version, events });
  return events;
}

function salesOf({ cells }: ShardState, currency: string, hour: number): { at: number; item: string; count: number }[] {
  const sales: { at: number; item: string; count: number }[] = [];
  for (const [key, count] of cells.read(CELL_KINDS.sale, hour)) {
    const space = key.indexOf(" ");
    if (!key.startsWith(`${currency}:`, space + 1)) continue;
    sales.push({ at: Number(key.slice(0, space)), item: key.slice(space + currency.length + 2), count });
  }
  return sales;
}

function countedOf(state: ShardState, measure: string, hour: number): { at: number; item: string; count: number }[] {
  const counted: { at: number; item: string; count: number }[] = [];
  const [from, to] = [hour * HOUR_MS, (hour + 1) * HOUR_MS];
  for (const list of state.events.lists(from, to, [])) {
    for (const { shopper, event } of list.events()) {
      if (event.at < from || event.at >= to || countedItemsOf(event.name) !== measure) continue;
      if (!isCounted(state.directory, shopper)) continue;
      for (const [item] of event.items) counted.push({ at: event.at, item, count: 1 });
    }
  }
  return counted;
}

/** Keeps a value, and gives up the oldest of too many. */
export function remember<Value>(cache: Map<string, Value>, key: string, value: Value): void {
  cache.delete(key);
  cache.set(key, value);
  const oldest = cache.keys().next();
  if (cache.size > CACHED && oldest.done !== true) cache.delete(oldest.value);
}
