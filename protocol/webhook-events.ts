// What webhooks carry, as types for whoever receives them: `import type { WebhookEvent } from "cartbeat/webhooks"`.
// This file imports nothing, so that it can be used, or copied, by itself.

/** One line of a cart. */
export interface WebhookItem {
  /** The product's id, as the shop sends it. @example "sku-1" */
  item_id: string;
  /** The product's name; null where it was never told. @example "Wool coat" */
  item_name: string | null;
  /** Size, colour or the like; null where there is none. @example "M" */
  item_variant: string | null;
  /** For one piece, in minor units of the cart's `currency`; null when it was never stated. @example 8990 */
  price_minor: number | null;
  /** Pieces of it. @example 2 */
  quantity: number;
  /** The product's page; only addresses on the store's own hosts. @example "https://shop.example/p/wool-coat" */
  url: string | null;
  /** A picture of it; only addresses on the store's own hosts. @example "https://shop.example/i/wool-coat.jpg" */
  image_url: string | null;
}

/** What every event about a cart tells. Times are RFC 3339; money is in minor units: 8990 in EUR is 89.90 euros. */
export interface CartFacts {
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: string;
  /** 1 for the first time the cart was left, 2 after it grew again, … @example 1 */
  episode: number;
  /** 1 for the first alert of an episode, 2 for the next step of the ladder, … @example 1 */
  step: number;
  /** How far the cart had come. */
  stage: "browse" | "cart" | "checkout" | "payment";
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: string;
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: string | null;
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: string | null;
  /** Whether the shop's own server vouched for `user_id`: what comes through the public key is only a claim. */
  identity_verified: boolean;
  /** Those that the setting `payload_traits` names. @example {"email": "ann@example.com"} */
  traits: Record<string, unknown>;
  /** The last session; null where none was named. @example "s-20261120-1" */
  session_id: string | null;
  /** The shop's own name of the cart; null where it was never told. @example "tok-77" */
  cart_token: string | null;
  /** When the alert was due. @example "2026-11-20T10:30:00.000Z" */
  deadline: string;
  /** When the alert fired; `fired_at` minus `deadline` is the delay. @example "2026-11-20T10:30:00.042Z" */
  fired_at: string;
  /** True when it came to notice over a minute late: events came late, or the collector was down. */
  late: boolean;
  /** When the shopper last did something that counts as activity. @example "2026-11-20T10:00:00.000Z" */
  last_activity: string;
  /** ISO 4217. @example "EUR" */
  currency: string;
  /** What the cart is worth, in minor units of `currency`: 17980 in EUR is 179.80 euros. @example 17980 */
  value_minor: number;
  /** Value of lines in other currencies, each in its own minor units; never added together. */
  other_values: { currency: string; value_minor: number }[];
  /** The lines of the cart, as many as fit. */
  items: WebhookItem[];
  /** Pieces in the whole cart, also where `items` was cut. @example 3 */
  item_count: number;
  /** True when `items` was cut to keep the payload under 20 KB. */
  truncated: boolean;
  /**
   * Where the whole cart can be read with the secret key while it is open, when `items` was cut; else null.
   * @example "https://collector.example/v1/carts/c_1f3a9c27d04be815a6f2c390?shopper=ann"
   */
  full_cart_url: string | null;
  /** Language of the shopper's pages; null where it was never told. @example "en-GB" */
  locale: string | null;
  /** Leads the shopper back to the cart; null without the setting `return_url`. @example "https://collector.example/r/Zp0v7Qm1" */
  restore_url: string | null;
}

/** The order that an event is about. */
export interface OrderFacts {
  /** The order's id. @example "order-1001" */
  transaction_id: string;
  /** Value of the order, in minor units of its currency. @example 17980 */
  order_value_minor: number;
  /** ISO 4217. @example "EUR" */
  order_currency: string;
  /** By what the alert can claim the order: its link, a coupon, a purchase within the window, or nothing. */
  attribution: "link" | "coupon" | "window" | "none";
}

/** The envelope of Standard Webhooks. */
export interface Envelope<Type extends string, Data> {
  /** Which event it is. */
  type: Type;
  /** When it was decided: RFC 3339. @example "2026-11-20T10:30:00.042Z" */
  timestamp: string;
  /** The cart, its alert, and in some the order. */
  data: Data;
}

/** A cart was left. */
export type CartAbandoned = Envelope<"cart.abandoned", CartFacts>;
/** An order followed the alert. */
export type CartRecovered = Envelope<"cart.recovered", CartFacts & OrderFacts>;
/** The alert was wrong: a purchase or an emptying before it became known later, or the shopper is none. */
export type CartRetracted = Envelope<"cart.retracted", CartFacts & { reason: string }>;
/** The order was cancelled, or its alert was retracted. */
export type RecoveryReversed = Envelope<
  "recovery.reversed",
  CartFacts &
    Pick<OrderFacts, "transaction_id" | "attribution"> &
    Partial<Pick<OrderFacts, "order_value_minor" | "order_currency">> & { reason: string }
>;
/** Nothing came of the alert for `expire_days`. */
export type CartExpired = Envelope<"cart.expired", CartFacts>;
/** What POST /v1/webhooks/:id/test sends when no other type was asked for. */
export type WebhookTest = Envelope<"webhook.test", { message: string }>;

/** Any event about a cart. */
export type CartEvent = CartAbandoned | CartRecovered | CartRetracted | RecoveryReversed | CartExpired;

/** Any body of a webhook: `type` tells which. */
export type WebhookEvent = CartEvent | WebhookTest;
