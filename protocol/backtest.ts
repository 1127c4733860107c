import * as z from "zod/mini";
import { answerCount, answerTime, moneyByCurrency } from "./answer-parts.ts";

const MAX_CUTOFFS = 5;
const MAX_DAYS = 31;

/** The parameters of GET /v1/backtest, as they stand in the address. */
export const backtestParametersSchema = z.strictObject({
  /**
   * Cut-offs to try, in minutes, up to five with commas between: `15,60`. Each holds for cart, checkout and payment.
   * @example "15,60"
   */
  cutoff_minutes: z.string().check(
    z.regex(/^\d{1,6}(\.\d{1,3})?(,\d{1,6}(\.\d{1,3})?){0,4}$/),
    z.refine((text) => cutoffsOf(text).every((minutes) => minutes > 0 && minutes <= 525_600)),
  ),
  /** How far back: 1 to 31 days (7). @example "7" */
  days: z.optional(
    z.pipe(z.string().check(z.regex(/^[1-9]\d?$/)), z.pipe(z.transform(Number), z.number().check(z.lte(MAX_DAYS)))),
  ),
});

/** What GET /v1/backtest answers. */
export const backtestAnswerSchema = z.strictObject({
  /** The first moment of the traffic that was tried. */
  start: answerTime,
  /** The last moment of it. */
  end: answerTime,
  /** Events that were tried. @example 184230 */
  events: answerCount,
  /** Of a busy store a fair sample of its shoppers is tried; the counts are of the sample. @example 100 */
  shoppers_percent: z.number(),
  /** The present settings first (`cutoff_minutes` null), then each cut-off in the order asked for. */
  data: z
    .array(
      z.strictObject({
        /** The cut-off in minutes; null for the present settings. @example 15 */
        cutoff_minutes: z.nullable(z.number()),
        /** Alerts that would have been sent, later steps included. @example 412 */
        alerts: answerCount,
        /** Carts of which at least one alert would have been sent. @example 388 */
        carts: answerCount,
        /**
         * Alerts that a purchase followed within an hour or a day: without them the shopper came back, too.
         * @example 37
         */
        needless_1h: answerCount,
        /** The same within a day. @example 61 */
        needless_24h: answerCount,
        /** Alerts that an order followed within the attribution window. @example 74 */
        recovered: answerCount,
        /** Value of the carts at their first alert, by currency, each in its minor units. @example {"EUR": 3641200} */
        value_at_stake_minor: moneyByCurrency,
      }),
    )
    .check(z.maxLength(MAX_CUTOFFS + 1)),
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
});

/** What GET /v1/backtest answers. */
export type BacktestAnswer = z.infer<typeof backtestAnswerSchema>;

/** The numbers of `15,60`. */
export function cutoffsOf(text: string): number[] {
  return text.split(",").map(Number);
}
