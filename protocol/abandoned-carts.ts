import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { STAGES } from "./outcome.ts";

const MINUTES_PER_YEAR = 525_600;

/** The parameters of GET /v1/carts/abandoned, as they stand in the address. */
export const abandonedCartsParametersSchema = z.strictObject({
  /** Carts whose last activity lies at least so many minutes back (30); fractions allowed. @example "30" */
  idle_minutes: z.optional(decimal(MINUTES_PER_YEAR)),
  /** Only this stage; `browse` lists shoppers without a cart. Absent: every cart. */
  stage: z.optional(z.enum(STAGES)),
  /** `known`: shoppers with a user id. Absent: both. */
  identity: z.optional(z.enum(["known", "anonymous"])),
  /** In major units of the store's currency; above 0 it leaves out carts in other currencies. @example "100" */
  min_value: z.optional(decimal(1e12)),
  /** Longest idle first (the default), or highest value first. */
  sort: z.optional(z.enum(["oldest", "value"])),
  /** Rows of a page: 1 to 1000 (100). @example "100" */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before, of the same list. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  cursor: z.optional(z.string().check(z.maxLength(1024))),
});

/** The parameters of GET /v1/carts/abandoned, read. */
export type AbandonedCartsParameters = z.infer<typeof abandonedCartsParametersSchema>;

/** One row of GET /v1/carts/abandoned. Money in minor units of `currency`; times RFC 3339. */
export const abandonedCartSchema = z.strictObject({
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: z.nullable(z.string()),
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: z.nullable(z.string()),
  /** The last session; null where none was named. @example "s-20261120-1" */
  session_id: z.nullable(z.string()),
  /** Null at stage `browse`. @example "c_1f3a9c27d04be815a6f2c390" */
  cart_id: z.nullable(z.string()),
  /** When the shopper last did something that counts as activity. */
  last_activity: answerTime,
  /** At `as_of`, with two decimals. @example 1.25 */
  hours_since_activity: z.number(),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** The lines of the cart; none at stage `browse`. */
  items: z.array(
    z.strictObject({
      /** The product's id, as the shop sends it. @example "sku-1" */
      item_id: z.string(),
      /** The product's name; null where it was never told. @example "Wool coat" */
      item_name: z.nullable(z.string()),
      /** Pieces of it. @example 2 */
      quantity: z.number(),
      /** For one piece, in minor units of `currency`; null when it was never stated. @example 8990 */
      price_minor: z.nullable(z.int()),
    }),
  ),
  /** Pieces in the cart, all lines together. @example 3 */
  item_count: z.number(),
  /** What the cart is worth, in minor units of `currency`: 17980 in EUR is 179.80 euros. @example 17980 */
  value_minor: z.int(),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
});

/** One row of GET /v1/carts/abandoned. */
export type AbandonedCart = z.infer<typeof abandonedCartSchema>;

/** What GET /v1/carts/abandoned answers. */
export const abandonedCartsAnswerSchema = z.strictObject({
  /** The rows, in the order of the list. */
  data: z.array(abandonedCartSchema),
  /** `cursor` of the next page; null on the last one. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});

/** What GET /v1/carts/abandoned answers. */
export type AbandonedCartsAnswer = z.infer<typeof abandonedCartsAnswerSchema>;

function decimal(most: number) {
  const digits = z.string().check(z.regex(/^\d{1,13}(\.\d{1,6})?$/));
  return z.pipe(digits, z.pipe(z.transform(Number), z.number().check(z.lte(most))));
}
