import type { AbandonedCartsQuery } from "./abandoned-carts-query.ts";
import { type CartPosition, cartOrder } from "./cart-order.ts";
import type { Directory } from "./directory.ts";
import type { DirectoryMember } from "./ordered-rows.ts";

/** Where the carts of a shard that a query asks for stand in its order. It looks no further than the list reaches. */
export function abandonedCarts({ views }: Directory, query: AbandonedCartsQuery): CartPosition[] {
  const { stage, sort, currency, after, limit } = query;
  const order = cartOrder(sort, currency);
  const idleSince = query.now - query.idleMs;
  const positions: CartPosition[] = [];
  for (const member of views.carts(stage === "browse", sort, currency).members()) {
    const position = positionOf(member);
    if (positions.length === limit || (sort === "oldest" && position.lastActivityAt > idleSince)) break;
    if (position.lastActivityAt > idleSince || !isWanted(member, query)) continue;
    if (after === null || order(after, position) < 0) positions.push(position);
  }
  return positions;
}

function positionOf({ shopper, row: { lastActivityAt, valueMinor, currency } }: DirectoryMember): CartPosition {
  return { shopper, lastActivityAt, valueMinor, currency };
}

function isWanted({ shopper, row }: DirectoryMember, query: AbandonedCartsQuery): boolean {
  const { stage, identity, minimumMinor, currency } = query;
  if (stage !== null && row.stage !== stage) return false;
  if (identity !== null && shopper.startsWith("u:") !== (identity === "known")) return false;
  return minimumMinor <= 0 || (row.currency === currency && row.valueMinor >= minimumMinor);
}
