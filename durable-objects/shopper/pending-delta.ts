import type { FactChange } from "../../engine/contribution/fact.ts";
import type { LoggedEvent } from "../../engine/contribution/logged-event.ts";
import type { DirectoryEntry } from "../metrics/shopper-delta.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What one number in a shopper's sequence ships. Once the number may have been sent, it stays what it is. */
export interface PendingDelta {
  sequence: number;
  /** When it was last added to, and later than any before: of two statements about an order the later counts. */
  version: number;
  directory: DirectoryEntry | null;
  events: LoggedEvent[];
  facts: FactChange[];
  /** Changed claims on orders, for the shards of the orders. */
  orders: FactChange[];
  /** Changed parts of sessions, for the shards of the sessions; absent unless the store drops shared ones. */
  sessions?: FactChange[];
  /** Changed words on the events of guests, for the guests' shards; absent unless the shopper is or was excluded. */
  guests?: FactChange[];
}

/** How much one number carries at most ({@link weightOfEvent}), so that it fits into a row of the shard's log. */
const MAX_WEIGHT = 1000;

/** The pending difference that new material goes into: the newest while nobody can have seen it, else a new one. */
export function openDelta(state: ShopperState, now: number): PendingDelta {
  const newest = state.pending.at(-1);
  state.mustShip = true;
  state.version = Math.max(now, state.version + 1);
  if (newest !== undefined && newest.sequence > state.sentSequence && weightOf(newest) < MAX_WEIGHT) {
    newest.version = state.version;
    return newest;
  }
  state.sequence += 1;
  const opened: PendingDelta = {
    sequence: state.sequence,
    version: state.version,
    directory: state.directory,
    events: [],
    facts: [],
    orders: [],
  };
  state.pending.push(opened);
  return opened;
}

/** Puts newly accepted events among what is pending. */
export function addEvents(state: ShopperState, events: readonly LoggedEvent[], now: number): void {
  let delta = openDelta(state, now);
  let weight = weightOf(delta);
  for (const event of events) {
    if (weight >= MAX_WEIGHT) {
      delta = openDelta(state, now);
      weight = 0;
    }
    delta.events.push(event);
    weight += weightOfEvent(event);
  }
}

function weightOf({ events }: PendingDelta): number {
  return events.reduce((sum, event) => sum + weightOfEvent(event), 0);
}

/** Events and items count once, items with addresses twice, traits by their number. */
function weightOfEvent({ items, traits }: LoggedEvent): number {
  const detailed = items.filter(({ length }) => length > 5).length;
  return 1 + items.length + detailed + (traits === undefined ? 0 : Object.keys(traits).length);
}

/** Makes the shard forget everything about this shopper: what it was has moved elsewhere. */
export function withdraw(state: ShopperState, now: number): void {
  state.directory = null;
  if (state.sequence === 0) return;
  const delta = openDelta(state, now);
  delta.directory = null;
  delta.facts = [];
  for (const key of Object.keys(state.shipped)) if (isClaim(key)) addClaim(delta, [key, null]);
  state.shipped = {};
}

/** The lists of claims by the first letter of their keys: each goes to the shard of what it is about. */
const CLAIMS = { o: "orders", t: "sessions", g: "guests" } as const;

/** True for a part about an order (`o:`), a session that others may share (`t:`), a guest's events (`g:`). */
export function isClaim(key: string): boolean {
  return /^[otg]:/.test(key);
}

/** Puts a changed claim among what is pending, in place of a former one: of two of one version only the first counts. */
export function addClaim(delta: PendingDelta, change: FactChange): void {
  const list = CLAIMS[change[0].slice(0, 1) as keyof typeof CLAIMS];
  delta[list] = [...(delta[list] ?? []).filter(([key]) => key !== change[0]), change];
}

/** Begins the sequence anew under another incarnation; the shard then knows nothing of what was. */
export function beginAnew(state: ShopperState, incarnation: string): void {
  state.incarnation = incarnation;
  state.sequence = 0;
  state.sentSequence = 0;
  state.pending = [];
  state.mustShip = false;
  state.shipped = {};
  state.directory = null;
}

/** Drops what the shard has. The stored state loses it with the next save. */
export function acknowledge(state: ShopperState, incarnation: string, applied: number): void {
  if (state.incarnation !== incarnation) return;
  state.pending = state.pending.filter(({ sequence }) => sequence > applied);
  state.mustShip = state.pending.length > 0;
}
