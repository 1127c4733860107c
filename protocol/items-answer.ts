import * as z from "zod/mini";
import { answerCount, metricMarks } from "./answer-parts.ts";

const marks = {
  /** How many items share the first place; ties go to the smallest id. @example 1 */
  tied_count: answerCount,
  /** How far back it was counted, up to `as_of`. @example "24h" */
  window: z.string(),
  ...metricMarks,
};
const item = {
  /** The product's id, as the shop sends it. @example "sku-1" */
  item_id: z.string(),
  /** The product's name; null for one that was never put into a cart under a name. @example "Wool coat" */
  item_name: z.nullable(z.string()),
};
const money = {
  /** That of the sales: ISO 4217. @example "EUR" */
  currency: z.string(),
};

/** What GET /v1/most_viewed_item answers; with `limit` a list. */
export const mostViewedAnswerSchema = z.union([
  z.strictObject({
    /** Its id; null when nothing was viewed. @example "sku-1" */
    most_viewed_item: z.nullable(z.string()),
    /** How often it was viewed. @example 128 */
    views: answerCount,
    ...marks,
  }),
  z.strictObject({
    /** The items, the first place first. */
    data: z.array(
      z.strictObject({
        ...item,
        /** How often it was viewed. @example 128 */
        views: answerCount,
      }),
    ),
    ...marks,
  }),
]);

/** What GET /v1/top_item_added_to_cart answers; with `limit` a list. */
export const mostAddedAnswerSchema = z.union([
  z.strictObject({
    /** Its id; null when nothing was added. @example "sku-1" */
    top_item_added_to_cart: z.nullable(z.string()),
    /** How often it was added to a cart. @example 42 */
    adds_to_cart: answerCount,
    ...marks,
  }),
  z.strictObject({
    /** The items, the first place first. */
    data: z.array(
      z.strictObject({
        ...item,
        /** How often it was added to a cart. @example 42 */
        adds_to_cart: answerCount,
      }),
    ),
    ...marks,
  }),
]);

/** What GET /v1/highest_grossing_item answers; with `limit` a list. */
export const highestGrossingAnswerSchema = z.union([
  z.strictObject({
    /** Its id; null when nothing was sold. @example "sku-1" */
    highest_grossing_item: z.nullable(z.string()),
    /**
     * Price times quantity of what was sold and not cancelled or refunded, in major units of `currency`.
     * @example 1258.6
     */
    total_sales: z.number(),
    ...money,
    ...marks,
  }),
  z.strictObject({
    /** The items, the first place first. */
    data: z.array(
      z.strictObject({
        ...item,
        /**
         * Price times quantity of what was sold and not cancelled or refunded, in major units of `currency`.
         * @example 1258.6
         */
        total_sales: z.number(),
      }),
    ),
    ...money,
    ...marks,
  }),
]);

/** What the three routes of items answer when they are asked for a list; the count is under the name of the measure. */
export interface ItemsAnswer {
  data: ({ item_id: string; item_name: string | null } & Record<string, string | number | null>)[];
  currency?: string;
  window: string;
  as_of: string;
  partial?: true;
}
