import type { DirectoryEntry, ShopperDelta } from "../../../durable-objects/metrics/shopper-delta.ts";
import type { AbandonedCartsQuery } from "../../../durable-objects/metrics/abandoned-carts-query.ts";

/** Noon of a day in these tests, epoch milliseconds. */
export const NOON = Date.UTC(2026, 10, 20, 12);

const ENTRY: DirectoryEntry = {
  userId: null,
  anonymousId: "1",
  sessionId: "s-1",
  cartId: "c_1",
  cartToken: null,
  stage: "cart",
  lastActivityAt: NOON,
  items: [{ id: "p-1", name: "Tea", quantity: 2, priceMinor: 450 }],
  itemCount: 2,
  valueMinor: 900,
  currency: "USD",
};

/** A directory entry: a cart of two items at {@link NOON}, with what the test says of it. */
export function entryOf(entry: Partial<DirectoryEntry> = {}): DirectoryEntry {
  return { ...ENTRY, ...entry };
}

/** A delta of shopper `a:1`, incarnation `i-1`, sequence 1, with what the test says of it. */
export function deltaOf(delta: Partial<ShopperDelta> = {}): ShopperDelta {
  return {
    shopper: "a:1",
    shards: 16,
    incarnation: "i-1",
    sequence: 1,
    directory: entryOf(),
    events: [],
    facts: [],
    ...delta,
  };
}

/** A query for every cart idle for 30 minutes an hour after {@link NOON}, with what the test says of it. */
export function queryOf(query: Partial<AbandonedCartsQuery> = {}): AbandonedCartsQuery {
  return {
    shards: 16,
    now: NOON + 3_600_000,
    idleMs: 30 * 60_000,
    stage: null,
    identity: null,
    minimumMinor: 0,
    currency: "USD",
    sort: "oldest",
    after: null,
    limit: 1001,
    ...query,
  };
}
