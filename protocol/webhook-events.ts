// What webhooks carry, as types for whoever receives them: `import type { WebhookEvent } from "cartbeat/webhooks"`.
// This file imports nothing, so that it can be used, or copied, by itself.

/** One line of a cart. */
export interface WebhookItem {
  item_id: string;
  item_name: string | null;
  item_variant: string | null;
  /** For one piece, in minor units of the cart's `currency`; null when it was never stated. */
  price_minor: number | null;
  quantity: number;
  /** Only addresses on the store's own hosts. */
  url: string | null;
  image_url: string | null;
}

/** What every event about a cart tells. Times are RFC 3339; money is in minor units: 8990 in EUR is 89.90 euros. */
export interface CartFacts {
  cart_id: string;
  /** 1 for the first time the cart was left, 2 after it grew again, … */
  episode: number;
  /** 1 for the first alert of an episode, 2 for the next step of the ladder, … */
  step: number;
  stage: "browse" | "cart" | "checkout" | "payment";
  /** The user id where it is known, else the anonymous id. */
  shopper: string;
  user_id: string | null;
  anonymous_id: string | null;
  /** Whether the shop's own server vouched for `user_id`: what comes through the public key is only a claim. */
  identity_verified: boolean;
  /** Those that the setting `payload_traits` names. */
  traits: Record<string, unknown>;
  session_id: string | null;
  /** The shop's own name of the cart. */
  cart_token: string | null;
  /** When the alert was due. */
  deadline: string;
  /** When the alert fired. */
  fired_at: string;
  /** True when it came to notice over a minute late: events came late, or the collector was down. */
  late: boolean;
  last_activity: string;
  /** ISO 4217. */
  currency: string;
  value_minor: number;
  /** Value of lines in other currencies; never added together. */
  other_values: { currency: string; value_minor: number }[];
  items: WebhookItem[];
  /** Pieces in the whole cart, also where `items` was cut. */
  item_count: number;
  /** True when `items` was cut to keep the payload under 20 KB. */
  truncated: boolean;
  /** Where the whole cart can be read with the secret key while it is open, when it was cut; else null. */
  full_cart_url: string | null;
  locale: string | null;
  /** Leads the shopper back to the cart. */
  restore_url: string | null;
}

/** The order that an event is about. */
export interface OrderFacts {
  transaction_id: string;
  order_value_minor: number;
  order_currency: string;
  /** By what the alert can claim the order: its link, a coupon, a purchase within the window, or nothing. */
  attribution: "link" | "coupon" | "window" | "none";
}

/** The envelope of Standard Webhooks. */
export interface Envelope<Type extends string, Data> {
  type: Type;
  /** When it was decided, RFC 3339. */
  timestamp: string;
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
