import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { OUTCOME_TYPES } from "./outcome.ts";

/** The parameters of GET /v1/shoppers/:id/timeline, as they stand in the address. */
export const timelineParametersSchema = z.strictObject({
  /** Of two shoppers with the same id, which one. */
  kind: z.optional(z.enum(["user", "anonymous"])),
  /** Entries of a page: 1 to 1000 (100). @example "100" */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  cursor: z.optional(z.string().check(z.maxLength(1024))),
});

/** An event that is still kept. Money in minor units of `currency`. */
export const timelineEventSchema = z.strictObject({
  /** An event. */
  kind: z.literal("event"),
  /** The message id. @example "m-1" */
  id: z.string(),
  /** When it happened, by a corrected clock. */
  at: answerTime,
  /** When it was received. */
  received_at: answerTime,
  /** The event's canonical name, or its own where it is none of those. @example "add_to_cart" */
  name: z.string(),
  /** `confirmed` through the secret key, `claim` through the write key. */
  trust: z.enum(["claim", "confirmed"]),
  /** The last session; null where none was named. @example "s-20261120-1" */
  session_id: z.nullable(z.string()),
  /** Null where the event carried none, or where they mean nothing for the cart and were not kept. */
  items: z.nullable(
    z.array(
      z.strictObject({
        /** The product's id, as the shop sends it. @example "sku-1" */
        item_id: z.string(),
        /** Size, colour or the like; null where there is none. @example "M" */
        item_variant: z.nullable(z.string()),
        /** Pieces of it; null when it was not stated. @example 2 */
        quantity: z.nullable(z.number()),
        /** For one piece, in minor units of `currency`; null when it was never stated. @example 8990 */
        price_minor: z.nullable(z.int()),
      }),
    ),
  ),
  /** The value that the event stated, in minor units of `currency`; null when it stated none. @example 17980 */
  value_minor: z.nullable(z.int()),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** The order's id; null when it named none. @example "order-1001" */
  transaction_id: z.nullable(z.string()),
  /** True when the landing page of a restore link reported its token with it. */
  restore_link: z.boolean(),
});

/** An event that is still kept. */
export type TimelineEvent = z.infer<typeof timelineEventSchema>;

/** Something that was decided: what webhooks tell. */
export const timelineOutcomeSchema = z.strictObject({
  /** Something that was decided. */
  kind: z.literal("outcome"),
  /** The outcome's id. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  id: z.string(),
  /** When it was decided. */
  at: answerTime,
  /** What was decided. */
  type: z.enum(OUTCOME_TYPES),
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** The alert that it is about. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  alert_id: z.string(),
  /** Endpoints that were to be told. @example 1 */
  endpoints: answerCount,
  /** Why, in retracted and reversed outcomes; else null. @example "bought" */
  reason: z.nullable(z.string()),
  /** The order, in recovered and reversed outcomes; else null. @example "order-1001" */
  transaction_id: z.nullable(z.string()),
  /** By what the alert can claim the order; null without an order. */
  attribution: z.nullable(z.enum(["link", "coupon", "window", "none"])),
});

/** Something that was decided: what webhooks tell. */
export type TimelineOutcome = z.infer<typeof timelineOutcomeSchema>;

/** Another id of the shopper, whose past was taken over. */
export const timelineMoveSchema = z.strictObject({
  /** Another id of the shopper, whose past was taken over. */
  kind: z.literal("move"),
  /** Names the move. @example "move-1" */
  id: z.string(),
  /** When it was taken over. */
  at: answerTime,
  /** The id that became this shopper. */
  from: z.strictObject({
    /** Null while only an anonymous id is known. @example "ann" */
    user_id: z.nullable(z.string()),
    /**
     * The id that the browser or app made; null where none is known.
     * @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10"
     */
    anonymous_id: z.nullable(z.string()),
  }),
});

/** Another id of the shopper, whose past was taken over. */
export type TimelineMove = z.infer<typeof timelineMoveSchema>;

/** One entry of a shopper's timeline. */
export type TimelineEntry = TimelineEvent | TimelineOutcome | TimelineMove;

/** What GET /v1/shoppers/:id/timeline answers: oldest first, by time, then id. */
export const timelineAnswerSchema = z.strictObject({
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Events and outcomes, oldest first. */
  data: z.array(z.discriminatedUnion("kind", [timelineEventSchema, timelineOutcomeSchema, timelineMoveSchema])),
  /** `cursor` of the next page; null on the last one. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  next_cursor: z.nullable(z.string()),
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
});

/** What GET /v1/shoppers/:id/timeline answers. */
export type TimelineAnswer = z.infer<typeof timelineAnswerSchema>;
