import * as z from "zod/mini";

/** The kinds of outcome that a webhook can carry. */
export const OUTCOME_TYPES = [
  "cart.abandoned",
  "cart.recovered",
  "cart.retracted",
  "recovery.reversed",
  "cart.expired",
] as const;

/** One of the kinds of outcome. */
export type OutcomeType = (typeof OUTCOME_TYPES)[number];

/** How far a cart had come. */
export const STAGES = ["browse", "cart", "checkout", "payment"] as const;

/** One of the stages, lowest first in {@link STAGES}. */
export type Stage = (typeof STAGES)[number];

/** Whether a shopper's user id is known. */
export const IDENTITIES = ["known", "anonymous"] as const;

/** One of the identities. */
export type Identity = (typeof IDENTITIES)[number];

const nullableString = z.nullable(z.string());
const isoTime = z.string();

/** One line of a cart in a payload; prices in minor units of the payload's `currency`. */
export const outcomeItemSchema = z.object({
  /** The product's id, as the shop sends it. @example "sku-1" */
  item_id: z.string(),
  /** The product's name; null where it was never told. @example "Wool coat" */
  item_name: nullableString,
  /** Size, colour or the like; null where there is none. @example "M" */
  item_variant: nullableString,
  /** For one piece, in minor units of the cart's `currency`; null when it was never stated. @example 8990 */
  price_minor: z.nullable(z.int()),
  /** Pieces of it. @example 2 */
  quantity: z.number(),
  /** The product's page; only addresses on the store's own hosts. @example "https://shop.example/p/wool-coat" */
  url: nullableString,
  /** A picture of it; only addresses on the store's own hosts. @example "https://shop.example/i/wool-coat.jpg" */
  image_url: nullableString,
});

/** What every cart outcome tells. Times are RFC 3339 with milliseconds; money is in minor units. */
export const outcomeDataSchema = z.object({
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** 1 for the first time the cart was left, 2 after it grew again, … @example 1 */
  episode: z.int(),
  /** 1 for the first alert of an episode, 2 for the next step of the ladder, … @example 1 */
  step: z.int(),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: nullableString,
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: nullableString,
  /** Whether the shop's own server vouched for `user_id`: what comes through the public key is only a claim. */
  identity_verified: z.boolean(),
  /** Those that the setting `payload_traits` names. @example {"email": "ann@example.com"} */
  traits: z.record(z.string(), z.unknown()),
  /** The last session; null where none was named. @example "s-20261120-1" */
  session_id: nullableString,
  /** The shop's own name of the cart; null where it was never told. @example "tok-77" */
  cart_token: nullableString,
  /** When the alert was due. @example "2026-11-20T10:30:00.000Z" */
  deadline: isoTime,
  /** When the alert fired; `fired_at` minus `deadline` is the delay. @example "2026-11-20T10:30:00.042Z" */
  fired_at: isoTime,
  /** True when it came to notice over a minute late: events came late, or the collector was down. */
  late: z.boolean(),
  /** When the shopper last did something that counts as activity. @example "2026-11-20T10:00:00.000Z" */
  last_activity: isoTime,
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** What the cart is worth, in minor units of `currency`: 17980 in EUR is 179.80 euros. @example 17980 */
  value_minor: z.int(),
  /** Value of lines in other currencies, each in its own minor units; never added together. */
  other_values: z.array(
    z.object({
      /** ISO 4217. @example "USD" */
      currency: z.string(),
      /** Value of those lines, in minor units of their currency. @example 2500 */
      value_minor: z.int(),
    }),
  ),
  /** The lines of the cart, as many as fit. */
  items: z.array(outcomeItemSchema),
  /** Pieces in the whole cart, also where `items` was cut. @example 3 */
  item_count: z.number(),
  /** True when `items` was cut to keep the payload under 20 KB. */
  truncated: z.boolean(),
  /**
   * Where the whole cart can be read with the secret key while it is open, when `items` was cut; else null.
   * @example "https://collector.example/v1/carts/c_1f3a9c27d04be815a6f2c390?shopper=ann"
   */
  full_cart_url: nullableString,
  /** Language of the shopper's pages; null where it was never told. @example "en-GB" */
  locale: nullableString,
  /**
   * Leads the shopper back to the cart; null without the setting `return_url`.
   * @example "https://collector.example/r/Zp0v7Qm1"
   */
  restore_url: nullableString,
  /** The order's id. @example "order-1001" */
  transaction_id: z.optional(z.string()),
  /** Value of the order, in minor units of its currency. @example 17980 */
  order_value_minor: z.optional(z.int()),
  /** ISO 4217. @example "EUR" */
  order_currency: z.optional(z.string()),
  /** By what the alert can claim the order: its link, a coupon, a purchase within the window, or nothing. */
  attribution: z.optional(z.enum(["link", "coupon", "window", "none"])),
  /** Why, in retracted and reversed outcomes. @example "bought" */
  reason: z.optional(z.string()),
});

/** What every cart outcome tells. */
export type OutcomeData = z.infer<typeof outcomeDataSchema>;

/** The body of a webhook: Standard Webhooks' envelope. */
export const outcomePayloadSchema = z.object({
  /** Which event it is. */
  type: z.enum(OUTCOME_TYPES),
  /** When it was decided: RFC 3339. @example "2026-11-20T10:30:00.042Z" */
  timestamp: isoTime,
  /** The cart, its alert, and in some the order. */
  data: outcomeDataSchema,
});

/** The body of a webhook. */
export type OutcomePayload = z.infer<typeof outcomePayloadSchema>;

/** Largest payload of a webhook; a larger cart is cut and says so. */
export const MAX_PAYLOAD_BYTES = 20 * 1024;
