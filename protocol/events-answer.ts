import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { EVENT_MARKS } from "./history-origin.ts";

/** One event of GET /v1/events. Times RFC 3339; money in minor units of `currency`. */
const loggedEventSchema = z.strictObject({
  event_id: z.string(),
  event_type: z.string(),
  timestamp: answerTime,
  received_at: answerTime,
  shopper: z.string(),
  shopper_kind: z.enum(["user", "anonymous"]),
  user_id: z.nullable(z.string()),
  anonymous_id: z.nullable(z.string()),
  session_id: z.nullable(z.string()),
  source: z.nullable(z.string()),
  device: z.nullable(z.string()),
  /** `confirmed` through the secret key, `claim` through the write key. */
  trust: z.enum(["claim", "confirmed"]),
  identity_verified: z.boolean(),
  marks: z.array(z.enum(EVENT_MARKS)),
  cart_token: z.nullable(z.string()),
  coupon: z.nullable(z.string()),
  locale: z.nullable(z.string()),
  traits: z.nullable(z.record(z.string(), z.unknown())),
  /** Hash of the token of a restore link that the page had reported. */
  restore_token: z.nullable(z.string()),
  transaction_id: z.nullable(z.string()),
  value_minor: z.nullable(z.int()),
  currency: z.string(),
  /** False where the message carried no list of items at all. */
  has_items: z.boolean(),
  items: z.array(
    z.strictObject({
      item_id: z.string(),
      item_name: z.exactOptional(z.string()),
      item_variant: z.exactOptional(z.string()),
      quantity: z.nullable(z.number()),
      price_minor: z.nullable(z.int()),
      /** Where it is not the event's. */
      currency: z.exactOptional(z.string()),
      url: z.exactOptional(z.string()),
      image_url: z.exactOptional(z.string()),
    }),
  ),
});

/** What GET /v1/events answers: oldest first, by time, then id. */
export const eventsAnswerSchema = z.strictObject({
  data: z.array(loggedEventSchema),
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});
