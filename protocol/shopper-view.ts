import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { STAGES, outcomeItemSchema } from "./outcome.ts";

/** The open cart of a shopper. Money in minor units of its currency. */
export const cartViewSchema = z.strictObject({
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** When the first item was put into it. */
  opened_at: answerTime,
  /** When the shopper last did something that counts as activity. */
  last_activity: answerTime,
  /** All of them, however many. */
  items: z.array(outcomeItemSchema),
  /** Pieces in the cart, all lines together. @example 3 */
  item_count: z.number(),
  /** What the cart is worth, in minor units of `currency`: 17980 in EUR is 179.80 euros. @example 17980 */
  value_minor: z.int(),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** Value of lines in other currencies, each in its own minor units; never added together. */
  other_values: z.array(
    z.strictObject({
      /** ISO 4217. @example "USD" */
      currency: z.string(),
      /** Value of those lines, in minor units of their currency. @example 2500 */
      value_minor: z.int(),
    }),
  ),
  /** 1 for the first time the cart was left, 2 after it grew again, … @example 1 */
  episode: z.int(),
});

/** The open cart of a shopper. */
export type CartView = z.infer<typeof cartViewSchema>;

/** One alert that was decided for a shopper, and what became of it. */
export const alertViewSchema = z.strictObject({
  /** The alert's id; its webhook carries the same. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  id: z.string(),
  /** Names one cart of one shopper, for good. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.string(),
  /** 1 for the first time the cart was left, 2 after it grew again, … @example 1 */
  episode: z.int(),
  /** 1 for the first alert of an episode, 2 for the next step of the ladder, … @example 1 */
  step: z.int(),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** When it was due. */
  deadline: answerTime,
  /** When it fired. */
  fired_at: answerTime,
  /** True when it came to notice over a minute late: events came late, or the collector was down. */
  late: z.boolean(),
  /** What has become of it. */
  status: z.enum(["standing", "recovered", "retracted", "superseded", "cancelled"]),
});

/** One alert that was decided for a shopper, and what became of it. */
export type AlertView = z.infer<typeof alertViewSchema>;

/** What GET /v1/shoppers/:id answers: state and timers. Times are RFC 3339. */
export const shopperViewSchema = z.strictObject({
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: z.nullable(z.string()),
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: z.nullable(z.string()),
  /** The last session; null where none was named. @example "s-20261120-1" */
  session_id: z.nullable(z.string()),
  /** When the shopper last did something that counts as activity; null before that. */
  last_activity: z.nullable(answerTime),
  /** Null when there is no open cart. */
  cart: z.nullable(cartViewSchema),
  /** The next deadline of the cart; null when nothing is due. */
  next_deadline: z.nullable(answerTime),
  /** When the object's alarm is armed; null when it is not. */
  alarm_at: z.nullable(answerTime),
  /** Every alert that is remembered, oldest first. */
  alerts: z.array(alertViewSchema),
  /** Outcomes that have not yet been handed to every endpoint. @example 0 */
  outbox: answerCount,
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
});

/** What GET /v1/shoppers/:id answers. */
export type ShopperView = z.infer<typeof shopperViewSchema>;
