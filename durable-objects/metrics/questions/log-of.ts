import type { LoggedEvent } from "../../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { firstInOrder } from "../first-in-order.ts";
import { readRecords } from "../read-records.ts";
import type { ShardState } from "../shard-state.ts";

/** A page of the keys of this shard's shoppers: the first so many behind a key. */
export interface ShopperKeysQuestion {
  after: ShopperKey | null;
  limit: number;
}

/** Keys in order, and how many shoppers there are altogether. */
export interface ShopperKeysAnswer {
  keys: ShopperKey[];
  total: number;
}

/** What a shard holds under a key. */
export interface LogOf {
  /** False for a key that no shopper of this shard has. */
  known: boolean;
  /** The keys of the facts that it knows of the shopper. */
  facts: string[];
  /** Other ids of the shopper, whose events stand in the log under them. */
  otherIds: string[];
  /** Events that the log has under this very key. */
  events: LoggedEvent[];
}

/** Everybody whom this shard knows, in pages. */
export function shopperKeys({ directory }: ShardState, { after, limit }: ShopperKeysQuestion): ShopperKeysAnswer {
  // Records without a name are nobody's.
  const behind = [...directory.rows.keys()].filter((key) => /^[ua]:/.test(key) && (after === null || key > after));
  return { keys: firstInOrder(behind, limit, (a, b) => (a < b ? -1 : Number(a > b))), total: directory.rows.size };
}

/** What this shard holds under a key, for making the shopper anew. */
export function logOf({ sql, directory, events }: ShardState, shopper: ShopperKey): LogOf {
  const facts = readRecords(sql, directory, [shopper]).get(shopper)?.facts ?? {};
  const found: LoggedEvent[] = [];
  for (const list of events.lists(-Infinity, Infinity, [[`c${shopper.slice(2)}`]])) {
    for (const logged of list.events()) if (logged.shopper === shopper) found.push(logged.event);
  }
  return {
    known: directory.rows.has(shopper),
    facts: Object.keys(facts),
    otherIds: (facts["k"] as string[] | undefined) ?? [],
    events: found,
  };
}
