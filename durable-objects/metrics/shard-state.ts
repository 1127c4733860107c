import { eventCells } from "../../engine/contribution/event-cells.ts";
import { factCells } from "../../engine/contribution/fact-cells.ts";
import { orderCells } from "../../engine/contribution/order-cells.ts";
import { winningClaim } from "../../engine/contribution/order-claim.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { CellStore } from "./cell-store.ts";
import { type Directory, deleteRow, isCounted, retire, rowOf, setRow } from "./directory.ts";
import type { EventLog } from "./event-log.ts";
import { readLine } from "./read-records.ts";
import type { OrderChange, ShopperDelta } from "./shopper-delta.ts";
import {
  type OrderRecord,
  type StoredRecord,
  lineOf,
  lineOfRecord,
  orderOfLine,
  recordOfLine,
} from "./stored-record.ts";

/** Everything that a shard counts, in memory or read as needed. */
export interface ShardState {
  sql: SqlStorage;
  directory: Directory;
  cells: CellStore;
  events: EventLog;
}

/**
 * Applies a delta that is the next of its incarnation. What is counted of the shopper follows from its facts: they are
 * counted anew where they changed, and not at all while it is excluded. Removing a shopper takes everything of its facts
 * out; its events stay in the log, unless it is excluded.
 */
export function applyDelta(state: ShardState, delta: ShopperDelta, at: number): void {
  const { directory, cells } = state;
  const { shopper, incarnation, sequence } = delta;
  const former = formerRecord(state, shopper);
  const sameLife = former?.incarnation === incarnation;
  if (former !== undefined && !sameLife) {
    retire(directory, former.incarnation, { sequence: Number.MAX_SAFE_INTEGER, at });
  }
  const before = former?.facts ?? {};
  const after = factsAfter(sameLife ? before : {}, delta);
  const [wasOut, isOut] = [before["x"] !== undefined, after["x"] !== undefined];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [old, now] = [wasOut ? undefined : before[key], isOut ? undefined : after[key]];
    if (old !== now) factCells(cells.add, key, old, now);
  }
  const counts = !isOut && !directory.silenced.has(shopper);
  if (isCounted(directory, shopper) !== counts) countEvents(state, shopper, counts ? 1 : -1);
  for (const event of delta.events) {
    state.events.add({ shopper, event });
    if (counts) eventCells(cells.add, event, 1);
  }
  const page = directory.rows.get(shopper)?.page ?? directory.unsettled.get(shopper)?.page ?? 0;
  if (delta.directory === null && !isOut) {
    deleteRow(directory, shopper);
    retire(directory, incarnation, { sequence, at });
    directory.unsettled.set(shopper, { page, line: null });
    return;
  }
  const record: StoredRecord = { shopper, incarnation, sequence, directory: delta.directory, facts: after };
  setRow(directory, shopper, rowOf(record, page));
  directory.retired.delete(incarnation);
  directory.unsettled.set(shopper, { page, line: lineOfRecord(record) });
}

/** Applies a claim on an order, unless a later one of the same shopper is known. */
export function applyOrder(state: ShardState, change: OrderChange): void {
  const { directory, cells } = state;
  const key = `o:${change.order}`;
  const line = directory.claims.has(key) ? readLine(state.sql, directory, key) : null;
  const before: OrderRecord = line === null ? {} : orderOfLine(line);
  const known = Object.hasOwn(before, change.shopper) ? before[change.shopper] : undefined;
  if (known !== undefined && known.version >= change.version) return;
  const after: OrderRecord = { ...before, [change.shopper]: { version: change.version, claim: change.claim } };
  const [old, now] = [counting(before), counting(after)];
  if (JSON.stringify(old) !== JSON.stringify(now)) {
    orderCells(cells.add, old, -1);
    orderCells(cells.add, now, 1);
  }
  const page = directory.claims.get(key) ?? 0;
  directory.claims.set(key, page);
  directory.unsettled.set(key, { page: directory.unsettled.get(key)?.page ?? page, line: lineOf(key, after) });
}

/** The shopper whose claim on an order counts; null for an order that nobody named. */
export function ownerOfOrder({ directory, sql }: ShardState, order: string): ShopperKey | null {
  const key = `o:${order}`;
  const line = directory.claims.has(key) ? readLine(sql, directory, key) : null;
  if (line === null) return null;
  const record = orderOfLine(line);
  const best = counting(record);
  const shoppers = Object.keys(record) as ShopperKey[];
  return shoppers.find((shopper) => JSON.stringify(record[shopper]?.claim) === JSON.stringify(best)) ?? null;
}

function counting(record: OrderRecord): ReturnType<typeof winningClaim> {
  const claims = Object.entries(record).flatMap(([shopper, { claim }]) => (claim === null ? [] : [[shopper, claim]]));
  return winningClaim(Object.fromEntries(claims) as Parameters<typeof winningClaim>[0]);
}

function formerRecord({ sql, directory }: ShardState, shopper: ShopperKey): StoredRecord | undefined {
  if (!directory.rows.has(shopper)) return undefined;
  const line = readLine(sql, directory, shopper);
  if (line === null) throw new Error("a shopper of the directory without a record");
  return recordOfLine(line);
}

function factsAfter(before: Record<string, unknown>, { directory, facts }: ShopperDelta): Record<string, unknown> {
  const excluded = facts.findLast(([key]) => key === "x");
  const out = excluded === undefined ? before["x"] !== undefined : excluded[1] !== null;
  if (directory === null && !out) return {};
  const after = { ...before };
  for (const [key, value] of facts) {
    if (value === null) delete after[key];
    else after[key] = value;
  }
  return after;
}

/** Counts the events that the log has of a shopper, or takes them out of what is counted. */
export function countEvents({ events, cells }: ShardState, shopper: ShopperKey, sign: 1 | -1): void {
  for (const list of events.lists(-Infinity, Infinity, [[`c${shopper.slice(2)}`]])) {
    for (const logged of list.events()) if (logged.shopper === shopper) eventCells(cells.add, logged.event, sign);
  }
}
