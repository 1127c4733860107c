import { shopActionOf } from "../cart/shop-action.ts";
import type { ShopperEvent } from "../event.ts";
import { stageOfEvent } from "../stage.ts";

/** Names an event within its shopper: trust and message id. A claim and a confirmed event never share one. */
export function eventRef(event: Pick<ShopperEvent, "id" | "trust">): string {
  return (event.trust === "confirmed" ? "s:" : "c:") + event.id;
}

/**
 * Where an event stands among those of the same time: lines (and whatever does not touch the cart) 0, snapshots 1,
 * stage events 2, purchase and what the shop does to the cart 3, cancellation and refund 4.
 */
function rankOf(event: Pick<ShopperEvent, "name" | "items" | "trust">): number {
  switch (event.name) {
    case "cart_updated":
      return 1;
    case "view_cart":
      return event.items?.length ? 1 : 0;
    case "purchase":
      return 3;
    case "order_cancelled":
    case "refund":
      return 4;
    default:
      if (shopActionOf(event) !== null) return 3;
      return stageOfEvent(event.name) === null ? 0 : 2;
  }
}

/** The order in which truth folds events: by time, rank, message id, and at last by trust. Never 0 for two events. */
export function compareEvents(a: ShopperEvent, b: ShopperEvent): number {
  if (a.at !== b.at) return a.at - b.at;
  const byRank = rankOf(a) - rankOf(b);
  if (byRank !== 0) return byRank;
  if (a.id !== b.id) return a.id < b.id ? -1 : 1;
  return a.trust < b.trust ? -1 : 1;
}
