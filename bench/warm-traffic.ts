import type { Batch } from "./load.ts";
import { random } from "./random.ts";

const CATALOGUE = 500;

/**
 * Shoppers who are all known and all active: each batch is five events of one of them, drawn at random. One batch in
 * four adds to the cart. The first `shoppers` batches go once round, so that everybody is known after them.
 */
export function warmTraffic(shoppers: number, seed: number): () => Batch {
  const chance = random(seed);
  let made = 0;
  return () => {
    const shopper = made < shoppers ? made : Math.floor(chance() * shoppers);
    made += 1;
    const now = Date.now();
    const last =
      chance() < 0.25 ? itemEvent("add_to_cart", chance) : { event: "search", properties: { query: "shoe" } };
    const events = [
      { event: "page_view", properties: {} },
      itemEvent("view_item", chance),
      { event: "scroll", properties: { percent: 50 } },
      itemEvent("view_item", chance),
      last,
    ];
    const batch = events.map((event, index) => ({
      messageId: `${seed}-${made}-${index}`,
      type: "track",
      timestamp: new Date(now - (events.length - index)).toISOString(),
      anonymousId: `warm-${shopper}`,
      sessionId: `warm-session-${shopper}`,
      ...event,
    }));
    return { body: JSON.stringify({ batch, sentAt: new Date(now).toISOString() }), events: batch.length };
  };
}

function itemEvent(event: string, chance: () => number): { event: string; properties: object } {
  const product = Math.floor(chance() * CATALOGUE);
  return {
    event,
    properties: {
      currency: "USD",
      items: [{ item_id: `sku-${product}`, item_name: `Product ${product}`, price: 10 + product / 100, quantity: 1 }],
    },
  };
}
