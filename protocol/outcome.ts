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
  item_id: z.string(),
  item_name: nullableString,
  item_variant: nullableString,
  price_minor: z.nullable(z.int()),
  quantity: z.number(),
  url: nullableString,
  image_url: nullableString,
});

/** What every cart outcome tells. Times are RFC 3339 with milliseconds; money is in minor units. */
export const outcomeDataSchema = z.object({
  cart_id: z.string(),
  episode: z.int(),
  step: z.int(),
  stage: z.enum(STAGES),
  shopper: z.string(),
  user_id: nullableString,
  anonymous_id: nullableString,
  identity_verified: z.boolean(),
  traits: z.record(z.string(), z.unknown()),
  session_id: nullableString,
  cart_token: nullableString,
  /** When the step was due. */
  deadline: isoTime,
  /** When the alert fired; `fired_at` minus `deadline` is the delay. */
  fired_at: isoTime,
  /** True when it was evaluated over a minute past its due time: events came late or the collector was down. */
  late: z.boolean(),
  last_activity: isoTime,
  currency: z.string(),
  value_minor: z.int(),
  /** Value in other currencies than `currency`, each in its own minor units; never added together. */
  other_values: z.array(z.object({ currency: z.string(), value_minor: z.int() })),
  items: z.array(outcomeItemSchema),
  item_count: z.number(),
  /** True when `items` had to be cut to keep the payload under 20 KB. */
  truncated: z.boolean(),
  /** Where the whole cart can be read with the secret key while it is open, when `items` was cut; else null. */
  full_cart_url: nullableString,
  locale: nullableString,
  restore_url: nullableString,
  /** The order, in recovered and reversed outcomes. */
  transaction_id: z.optional(z.string()),
  order_value_minor: z.optional(z.int()),
  order_currency: z.optional(z.string()),
  attribution: z.optional(z.enum(["link", "coupon", "window", "none"])),
  /** Why, in retracted and reversed outcomes. */
  reason: z.optional(z.string()),
});

/** What every cart outcome tells. */
export type OutcomeData = z.infer<typeof outcomeDataSchema>;

/** The body of a webhook: Standard Webhooks' envelope. */
export const outcomePayloadSchema = z.object({
  type: z.enum(OUTCOME_TYPES),
  timestamp: isoTime,
  data: outcomeDataSchema,
});

/** The body of a webhook. */
export type OutcomePayload = z.infer<typeof outcomePayloadSchema>;

/** Largest payload of a webhook; a larger cart is cut and says so. */
export const MAX_PAYLOAD_BYTES = 20 * 1024;
