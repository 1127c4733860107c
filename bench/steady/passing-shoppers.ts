import type { Batch } from "../load.ts";
import { random } from "../random.ts";

/** Shoppers who are there at the same time, and batches that each of them sends before another takes the place. */
const PRESENT = 600;
const BATCHES_EACH = 8;
const EVENTS = ["page_view", "view_item", "scroll", "view_item", "add_to_cart"];

/**
 * The traffic of a shop over a long time: shoppers come, send a few batches of five events, and leave. Whatever grows
 * with it grows because something is kept, not because the same shopper never stops.
 */
export function passingShoppers(seed: number): () => Batch {
  const chance = random(seed);
  const present = Array.from({ length: PRESENT }, (_, place) => ({ id: place, left: 1 + (place % BATCHES_EACH) }));
  let named = PRESENT;
  let made = 0;
  return () => {
    const place = present[Math.floor(chance() * PRESENT)] ?? { id: 0, left: 1 };
    const { id } = place;
    place.left -= 1;
    if (place.left === 0) Object.assign(place, { id: (named += 1), left: BATCHES_EACH });
    made += 1;
    const now = Date.now();
    const batch = EVENTS.map((event, index) => {
      const product = Math.floor(chance() * 500);
      const items = [{ item_id: `sku-${product}`, item_name: `Product ${product}`, price: 10 + product, quantity: 1 }];
      return {
        messageId: `${seed}-${made}-${index}`,
        type: "track",
        event,
        timestamp: new Date(now - (EVENTS.length - index)).toISOString(),
        anonymousId: `passing-${id}`,
        sessionId: `session-${id}`,
        properties: /item|cart/.test(event) ? { currency: "USD", items } : {},
      };
    });
    return { body: JSON.stringify({ batch, sentAt: new Date(now).toISOString() }), events: batch.length };
  };
}
