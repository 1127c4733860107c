/** Ids and times that a template is made with. */
export interface Filling {
  /** A shopper that no other request names. */
  shopper: string;
  messageId: string;
  now: number;
}

function message({ shopper, messageId, now }: Filling, event: string): Record<string, unknown> {
  return {
    messageId,
    type: "track",
    event,
    timestamp: new Date(now).toISOString(),
    userId: shopper,
    anonymousId: `guest-${shopper}`,
    sessionId: `session-${shopper}`,
    context: { locale: "en", page: { url: "https://shop.example/" }, identity_token: "x", userAgent: "Mozilla/5.0" },
    properties: {
      currency: "USD",
      value: 10,
      coupon: "SAVE",
      transaction_id: `order-${shopper}`,
      cart_token: "token",
      items: [{ item_id: "sku", item_name: "Thing", price: "9.99", quantity: 1, url: "https://shop.example/p" }],
    },
  };
}

const EVENTS = ["add_to_cart", "cart_updated", "purchase", "view_item", "begin_checkout", "refund", "like"];

function batch(filling: Filling): object {
  const { now } = filling;
  return {
    sentAt: new Date(now).toISOString(),
    batch: EVENTS.map((event, index) => message({ ...filling, messageId: `${filling.messageId}-${index}` }, event)),
  };
}

/** A good body for each route that takes one; by path. Routes that are not here get bodies without a model. */
const BODIES: Readonly<Record<string, (filling: Filling) => object>> = {
  "/v1/batch": batch,
  "/v1/b": batch,
  "/beacon/v1/batch": batch,
  "/v1/track": (filling) => message(filling, "add_to_cart"),
  "/v1/identify": ({ shopper }) => ({ userId: shopper, traits: { email: "a@shop.example", age: 1 } }),
  "/v1/page": ({ shopper }) => ({ anonymousId: shopper, name: "Home", properties: { url: "https://shop.example/" } }),
  "/v1/alias": ({ shopper }) => ({ userId: shopper, previousId: `old-${shopper}` }),
  "/v1/settings": () => ({
    cutoff_minutes: { cart: 30, checkout: null },
    ladder_minutes: [60, 1440],
    quiet_hours: { from: "22:00", to: "07:00" },
    time_zone: "Europe/Paris",
    internal_users: ["*@shop.example"],
    return_url: "https://shop.example/cart",
    minimum_value: 5,
    holdout_percent: 10,
  }),
  "/v1/webhooks": () => ({
    url: "https://hooks.example.com/cart",
    event_types: ["cart.abandoned"],
    description: "Mail",
  }),
  "/v1/webhooks/:id": () => ({ url: "https://hooks.example.com/other", disabled: false, description: "Other" }),
  "/v1/webhooks/:id/replay": () => ({ start: "2026-11-20T00:00:00Z", end: "2026-11-21T00:00:00Z" }),
  "/v1/keys": () => ({ kind: "identity", previous_expires_at: "2099-01-01T00:00:00Z" }),
  "/v1/metrics/cohort": ({ shopper }) => ({ users: [shopper], start: "2026-11-01", days: 7, window: "trailing" }),
  "/v1/carts/:id/close": ({ shopper }) => ({ shopper, reason: "phone order" }),
};

/** A good body for the route of this path. */
export function goodBody(path: string, filling: Filling): object {
  return (BODIES[path] ?? batch)(filling);
}

/** Parameters that some route knows, each with a value that some route takes. */
export const PARAMETERS: Readonly<Record<string, string>> = {
  limit: "10",
  cursor: "WyJvbGRlc3QiLDEsMCwiVVNEIiwidTp4Il0",
  idle_minutes: "0.5",
  stage: "cart",
  sort: "value",
  min_value: "10",
  identity: "known",
  kind: "user",
  state: "pending",
  event_type: "add_to_cart",
  shopper: "u1",
  start: "2026-11-20",
  end: "2026-11-21T00:00:00Z",
  date: "2026-11-21",
  days: "7",
  window: "60",
  threshold: "0.5",
  interval: "hour",
  metric: "events",
  mode: "ordered",
  writeKey: "wk_shop_x",
};
