import type { CartRow } from "../../durable-objects/metrics/abandoned-carts-query.ts";
import { bareId } from "../../engine/shopper-key.ts";
import type { AbandonedCart } from "../../protocol/abandoned-carts.ts";

const HOUR_MS = 3_600_000;

/** A cart of a shard as the API shows it at `now`. */
export function toAbandonedCart({ shopper, directory }: CartRow, now: number): AbandonedCart {
  return {
    shopper: bareId(shopper),
    user_id: directory.userId,
    anonymous_id: directory.anonymousId,
    session_id: directory.sessionId,
    cart_id: directory.cartId,
    last_activity: new Date(directory.lastActivityAt).toISOString(),
    hours_since_activity: Math.round(((now - directory.lastActivityAt) / HOUR_MS) * 100) / 100,
    stage: directory.stage,
    items: directory.items.map(({ id, name, quantity, priceMinor }) => ({
      item_id: id,
      item_name: name,
      quantity,
      price_minor: priceMinor,
    })),
    item_count: directory.itemCount,
    value_minor: directory.valueMinor,
    currency: directory.currency,
  };
}
