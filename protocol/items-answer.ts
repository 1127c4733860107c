import * as z from "zod/mini";
import { answerCount, metricMarks } from "./answer-parts.ts";

const marks = { tied_count: answerCount, window: z.string(), ...metricMarks };
/** Of sales, in major units. */
const money = { currency: z.string() };

/** What GET /v1/most_viewed_item answers; with `limit` a list. */
export const mostViewedAnswerSchema = z.union([
  z.strictObject({ most_viewed_item: z.nullable(z.string()), views: answerCount, ...marks }),
  z.strictObject({ data: z.array(z.strictObject({ item_id: z.string(), views: answerCount })), ...marks }),
]);

/** What GET /v1/top_item_added_to_cart answers; with `limit` a list. */
export const mostAddedAnswerSchema = z.union([
  z.strictObject({ top_item_added_to_cart: z.nullable(z.string()), adds_to_cart: answerCount, ...marks }),
  z.strictObject({ data: z.array(z.strictObject({ item_id: z.string(), adds_to_cart: answerCount })), ...marks }),
]);

/** What GET /v1/highest_grossing_item answers; with `limit` a list. */
export const highestGrossingAnswerSchema = z.union([
  z.strictObject({ highest_grossing_item: z.nullable(z.string()), total_sales: z.number(), ...money, ...marks }),
  z.strictObject({
    data: z.array(z.strictObject({ item_id: z.string(), total_sales: z.number() })),
    ...money,
    ...marks,
  }),
]);

/** What the three routes of items answer when they are asked for a list; the count is under the name of the measure. */
export interface ItemsAnswer {
  data: ({ item_id: string } & Record<string, string | number>)[];
  currency?: string;
  window: string;
  as_of: string;
  partial?: true;
}
