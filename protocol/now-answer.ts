import * as z from "zod/mini";
import { answerCount, answerTime, metricMarks, moneyByCurrency } from "./answer-parts.ts";

/** What GET /v1/now answers: the shop at this moment, every cart counted. Money in minor units by currency. */
export const nowAnswerSchema = z.strictObject({
  /** Shoppers who did something in the last half hour. @example 84 */
  active_shoppers: answerCount,
  /** Carts with something in them. @example 212 */
  open_carts: answerCount,
  /** What they are worth, by currency, each in its minor units. @example {"EUR": 1904200} */
  open_value_minor: moneyByCurrency,
  /** Carts without activity for longer than the cut-off of their stage; a shopper has one at most. @example 61 */
  idle_carts: answerCount,
  /** What those are worth, likewise. @example {"EUR": 640100} */
  idle_value_minor: moneyByCurrency,
  /** Carts within the cut-off of their stage, for each of which an alarm is armed. */
  armed: z.strictObject({
    /** How many. @example 151 */
    carts: answerCount,
    /** When the first of them passes its cut-off if its shopper stays silent; null when there is none. */
    next_at: z.nullable(answerTime),
  }),
  ...metricMarks,
});

/** What GET /v1/now answers. */
export type NowAnswer = z.infer<typeof nowAnswerSchema>;
