import type { ShopperKey } from "../../engine/event.ts";

/** The orders in which carts are listed: longest idle first, or highest value first. */
export type CartSort = "oldest" | "value";

/** Where a cart stands in a list: everything that either order looks at. */
export interface CartPosition {
  shopper: ShopperKey;
  /** Epoch milliseconds. */
  lastActivityAt: number;
  /** Minor units of `currency`. */
  valueMinor: number;
  currency: string;
}

/** Below 0 when `a` is listed before `b`; 0 only for the same shopper. */
export type CartOrder = (a: CartPosition, b: CartPosition) => number;

/**
 * The order of a list, the same in every shard and in the merge of their answers. Values are compared within one
 * currency only: by value, the carts in the store's `currency` come first, then the others by the code of theirs.
 */
export function cartOrder(sort: CartSort, currency: string): CartOrder {
  if (sort === "oldest") return byTime;
  return (a, b) => {
    if (a.currency !== b.currency) {
      if (a.currency === currency) return -1;
      if (b.currency === currency) return 1;
      return compare(a.currency, b.currency);
    }
    return b.valueMinor - a.valueMinor || byTime(a, b);
  };
}

function byTime(a: CartPosition, b: CartPosition): number {
  return a.lastActivityAt - b.lastActivityAt || byShopper(a.shopper, b.shopper);
}

/** By the bare id, as the answers show it; a user before an anonymous shopper of the same id is of no other meaning. */
function byShopper(a: ShopperKey, b: ShopperKey): number {
  return compare(a.slice(2), b.slice(2)) || -compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
