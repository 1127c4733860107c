import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { EVENT_MARKS } from "./history-origin.ts";

/** One event of GET /v1/events. Times RFC 3339; money in minor units of `currency`. */
const loggedEventSchema = z.strictObject({
  /** The message id. @example "m-1" */
  event_id: z.string(),
  /** The event's canonical name, or its own where it is none of those. @example "add_to_cart" */
  event_type: z.string(),
  /** When it happened, by a corrected clock. */
  timestamp: answerTime,
  /** When it was received. */
  received_at: answerTime,
  /** Whose event it is: a user id or an anonymous id. @example "ann" */
  shopper: z.string(),
  /** Which of the two `shopper` is. */
  shopper_kind: z.enum(["user", "anonymous"]),
  /** The user id that it carried; null without one. @example "ann" */
  user_id: z.nullable(z.string()),
  /** The anonymous id that it carried; null without one. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: z.nullable(z.string()),
  /** The session that it named; null without one. @example "s-20261120-1" */
  session_id: z.nullable(z.string()),
  /** Where it comes from, such as `website`, `mobile_web` or `mobile_app`; null when it did not say. @example "website" */
  source: z.nullable(z.string()),
  /** `desktop`, `mobile` or `tablet`; null when that is not known. @example "mobile" */
  device: z.nullable(z.string()),
  /** `confirmed` through the secret key, `claim` through the write key. */
  trust: z.enum(["claim", "confirmed"]),
  /** True when an identity token, or the secret key, vouched for `user_id`. */
  identity_verified: z.boolean(),
  /**
   * What was noted when it was received: a program's user agent, signs of automation, one of the store's own people.
   */
  marks: z.array(z.enum(EVENT_MARKS)),
  /** The shop's own name of the cart. @example "tok-77" */
  cart_token: z.nullable(z.string()),
  /** The coupon of an order. @example "COMEBACK10" */
  coupon: z.nullable(z.string()),
  /** Language of the page. @example "en-GB" */
  locale: z.nullable(z.string()),
  /** What `identify` told of the user. @example {"email": "ann@example.com"} */
  traits: z.nullable(z.record(z.string(), z.unknown())),
  /** Hash of the token of a restore link that the page had reported. @example "b3f1…" */
  restore_token: z.nullable(z.string()),
  /** The order's id. @example "order-1001" */
  transaction_id: z.nullable(z.string()),
  /** The value that it stated, in minor units of `currency`. @example 17980 */
  value_minor: z.nullable(z.int()),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** False where the message carried no list of items at all. */
  has_items: z.boolean(),
  /** The items that it carried. */
  items: z.array(
    z.strictObject({
      /** The product's id, as the shop sends it. @example "sku-1" */
      item_id: z.string(),
      /** The product's name. @example "Wool coat" */
      item_name: z.exactOptional(z.string()),
      /** Size, colour or the like. @example "M" */
      item_variant: z.exactOptional(z.string()),
      /** Pieces of it; null when it was not stated. @example 2 */
      quantity: z.nullable(z.number()),
      /** For one piece, in minor units of `currency`; null when it was never stated. @example 8990 */
      price_minor: z.nullable(z.int()),
      /** Where it is not the event's. @example "USD" */
      currency: z.exactOptional(z.string()),
      /** The product's page. @example "https://shop.example/p/wool-coat" */
      url: z.exactOptional(z.string()),
      /** A picture of it. @example "https://shop.example/i/wool-coat.jpg" */
      image_url: z.exactOptional(z.string()),
    }),
  ),
});

/** What GET /v1/events answers: oldest first, by time, then id. */
export const eventsAnswerSchema = z.strictObject({
  /** Events, oldest first. */
  data: z.array(loggedEventSchema),
  /** `cursor` of the next page; null on the last one. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});
