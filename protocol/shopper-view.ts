import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { STAGES, outcomeItemSchema } from "./outcome.ts";

/** The open cart of a shopper. Money in minor units of its currency. */
export const cartViewSchema = z.strictObject({
  cart_id: z.string(),
  stage: z.enum(STAGES),
  opened_at: answerTime,
  last_activity: answerTime,
  /** All of them, however many. */
  items: z.array(outcomeItemSchema),
  item_count: z.number(),
  value_minor: z.int(),
  currency: z.string(),
  other_values: z.array(z.strictObject({ currency: z.string(), value_minor: z.int() })),
  episode: z.int(),
});

/** The open cart of a shopper. */
export type CartView = z.infer<typeof cartViewSchema>;

/** One alert that was decided for a shopper, and what became of it. */
export const alertViewSchema = z.strictObject({
  id: z.string(),
  cart_id: z.string(),
  episode: z.int(),
  step: z.int(),
  stage: z.enum(STAGES),
  deadline: answerTime,
  fired_at: answerTime,
  late: z.boolean(),
  status: z.enum(["standing", "recovered", "retracted", "superseded", "cancelled"]),
});

/** One alert that was decided for a shopper, and what became of it. */
export type AlertView = z.infer<typeof alertViewSchema>;

/** What GET /v1/shoppers/:id answers: state and timers. Times are RFC 3339. */
export const shopperViewSchema = z.strictObject({
  shopper: z.string(),
  user_id: z.nullable(z.string()),
  anonymous_id: z.nullable(z.string()),
  session_id: z.nullable(z.string()),
  last_activity: z.nullable(answerTime),
  /** Null when there is no open cart. */
  cart: z.nullable(cartViewSchema),
  /** The next deadline of the cart; null when nothing is due. */
  next_deadline: z.nullable(answerTime),
  /** When the object's alarm is armed; null when it is not. */
  alarm_at: z.nullable(answerTime),
  alerts: z.array(alertViewSchema),
  /** Outcomes that have not yet been handed to every endpoint. */
  outbox: answerCount,
  as_of: answerTime,
});

/** What GET /v1/shoppers/:id answers. */
export type ShopperView = z.infer<typeof shopperViewSchema>;
