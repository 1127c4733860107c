import type { OutcomeData, OutcomePayload, OutcomeType } from "../../protocol/outcome.ts";

const MINUTE_MS = 60_000;

/** What each type tells beyond the cart. */
const MORE: Readonly<Record<OutcomeType, Partial<OutcomeData>>> = {
  "cart.abandoned": {},
  "cart.recovered": {
    transaction_id: "test-order",
    order_value_minor: 4550,
    order_currency: "USD",
    attribution: "window",
  },
  "cart.retracted": { reason: "purchase" },
  "recovery.reversed": {
    transaction_id: "test-order",
    order_value_minor: 4550,
    order_currency: "USD",
    attribution: "window",
    reason: "order_cancelled",
  },
  "cart.expired": {},
};

/** A payload of that type as a real one would look at `now`, about a shopper and a cart that are called tests. */
export function sampleOutcome(type: OutcomeType, now: number): OutcomePayload {
  const at = (minutesAgo: number): string => new Date(now - minutesAgo * MINUTE_MS).toISOString();
  const item = { item_variant: null, url: null, image_url: null };
  return {
    type,
    timestamp: at(0),
    data: {
      cart_id: "c_test",
      episode: 1,
      step: 1,
      stage: "checkout",
      shopper: "test-shopper",
      user_id: "test-shopper",
      anonymous_id: null,
      identity_verified: false,
      traits: {},
      session_id: "test-session",
      cart_token: null,
      deadline: at(0),
      fired_at: at(0),
      late: false,
      last_activity: at(30),
      currency: "USD",
      value_minor: 4550,
      other_values: [],
      items: [
        { item_id: "test-mug", item_name: "Mug", price_minor: 1250, quantity: 2, ...item },
        { item_id: "test-tea", item_name: "Tea", price_minor: 2050, quantity: 1, ...item },
      ],
      item_count: 3,
      truncated: false,
      full_cart_url: null,
      locale: "en",
      restore_url: null,
      ...MORE[type],
    },
  };
}
