import type { ShopperKey } from "../../engine/event.ts";
import type { AbandonedCartsQuery, CartRow } from "./abandoned-carts-query.ts";
import { type CartOrder, type CartPosition, cartOrder } from "./cart-order.ts";
import type { Directory, DirectoryRow } from "./directory.ts";
import { firstInOrder } from "./first-in-order.ts";
import { readRecords } from "./read-records.ts";

/** The carts of a shard that a query asks for, in its order. Looks at every shopper in memory, reads those it lists. */
export function abandonedCarts(sql: SqlStorage, directory: Directory, query: AbandonedCartsQuery): CartRow[] {
  const order = cartOrder(query.sort, query.currency);
  const positions = firstInOrder(matchesOf(directory, query, order), query.limit, order);
  const records = readRecords(
    sql,
    directory,
    positions.map(({ shopper }) => shopper),
  );
  return positions.map((position) => {
    const entry = records.get(position.shopper)?.directory;
    if (!entry) throw new Error("a shopper of the directory without a record");
    return { ...position, directory: entry };
  });
}

function* matchesOf({ rows }: Directory, query: AbandonedCartsQuery, order: CartOrder): Generator<CartPosition> {
  const { after } = query;
  const idleSince = query.now - query.idleMs;
  for (const [shopper, row] of rows) {
    if (row.excluded || row.lastActivityAt > idleSince || !isWanted(shopper, row, query)) continue;
    const { lastActivityAt, valueMinor, currency } = row;
    const position = { shopper, lastActivityAt, valueMinor, currency };
    if (after === null || order(after, position) < 0) yield position;
  }
}

function isWanted(shopper: ShopperKey, row: DirectoryRow, query: AbandonedCartsQuery): boolean {
  const { stage, identity, minimumMinor, currency } = query;
  if (stage === null ? row.stage === "browse" : row.stage !== stage) return false;
  if (identity !== null && shopper.startsWith("u:") !== (identity === "known")) return false;
  return minimumMinor <= 0 || (row.currency === currency && row.valueMinor >= minimumMinor);
}
