import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { OUTCOME_TYPES } from "./outcome.ts";

/** The parameters of GET /v1/shoppers/:id/timeline, as they stand in the address. */
export const timelineParametersSchema = z.strictObject({
  /** Of two shoppers with the same id, which one. */
  kind: z.optional(z.enum(["user", "anonymous"])),
  /** Entries of a page: 1 to 1000 (100). */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before. */
  cursor: z.optional(z.string().check(z.maxLength(1024))),
});

/** An event that is still kept. Money in minor units of `currency`. */
export const timelineEventSchema = z.strictObject({
  kind: z.literal("event"),
  /** The message id. */
  id: z.string(),
  at: answerTime,
  received_at: answerTime,
  name: z.string(),
  /** `confirmed` through the secret key, `claim` through the write key. */
  trust: z.enum(["claim", "confirmed"]),
  session_id: z.nullable(z.string()),
  /** Null where the event carried none, or where they mean nothing for the cart and were not kept. */
  items: z.nullable(
    z.array(
      z.strictObject({
        item_id: z.string(),
        item_variant: z.nullable(z.string()),
        quantity: z.nullable(z.number()),
        price_minor: z.nullable(z.int()),
      }),
    ),
  ),
  value_minor: z.nullable(z.int()),
  currency: z.string(),
  transaction_id: z.nullable(z.string()),
  /** True when the landing page of a restore link reported its token with it. */
  restore_link: z.boolean(),
});

/** An event that is still kept. */
export type TimelineEvent = z.infer<typeof timelineEventSchema>;

/** Something that was decided: what webhooks tell. */
export const timelineOutcomeSchema = z.strictObject({
  kind: z.literal("outcome"),
  id: z.string(),
  at: answerTime,
  type: z.enum(OUTCOME_TYPES),
  cart_id: z.string(),
  alert_id: z.string(),
  /** Endpoints that were to be told. */
  endpoints: answerCount,
  reason: z.nullable(z.string()),
  transaction_id: z.nullable(z.string()),
  attribution: z.nullable(z.enum(["link", "coupon", "window", "none"])),
});

/** Something that was decided: what webhooks tell. */
export type TimelineOutcome = z.infer<typeof timelineOutcomeSchema>;

/** Another id of the shopper, whose past was taken over. */
export const timelineMoveSchema = z.strictObject({
  kind: z.literal("move"),
  id: z.string(),
  at: answerTime,
  /** The id that became this shopper. */
  from: z.strictObject({ user_id: z.nullable(z.string()), anonymous_id: z.nullable(z.string()) }),
});

/** Another id of the shopper, whose past was taken over. */
export type TimelineMove = z.infer<typeof timelineMoveSchema>;

/** One entry of a shopper's timeline. */
export type TimelineEntry = TimelineEvent | TimelineOutcome | TimelineMove;

/** What GET /v1/shoppers/:id/timeline answers: oldest first, by time, then id. */
export const timelineAnswerSchema = z.strictObject({
  shopper: z.string(),
  data: z.array(z.discriminatedUnion("kind", [timelineEventSchema, timelineOutcomeSchema, timelineMoveSchema])),
  next_cursor: z.nullable(z.string()),
  as_of: answerTime,
});

/** What GET /v1/shoppers/:id/timeline answers. */
export type TimelineAnswer = z.infer<typeof timelineAnswerSchema>;
