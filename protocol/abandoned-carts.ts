import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { STAGES } from "./outcome.ts";

const MINUTES_PER_YEAR = 525_600;

/** The parameters of GET /v1/carts/abandoned, as they stand in the address. */
export const abandonedCartsParametersSchema = z.strictObject({
  /** Carts whose last activity lies at least so many minutes back (30); fractions allowed. */
  idle_minutes: z.optional(decimal(MINUTES_PER_YEAR)),
  /** Only this stage; `browse` lists shoppers without a cart. Absent: every cart. */
  stage: z.optional(z.enum(STAGES)),
  /** `known`: shoppers with a user id. Absent: both. */
  identity: z.optional(z.enum(["known", "anonymous"])),
  /** In major units of the store's currency; above 0 it leaves out carts in other currencies. */
  min_value: z.optional(decimal(1e12)),
  /** Longest idle first (the default), or highest value first. */
  sort: z.optional(z.enum(["oldest", "value"])),
  /** Rows of a page: 1 to 1000 (100). */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before, of the same list. */
  cursor: z.optional(z.string().check(z.maxLength(1024))),
});

/** The parameters of GET /v1/carts/abandoned, read. */
export type AbandonedCartsParameters = z.infer<typeof abandonedCartsParametersSchema>;

/** One row of GET /v1/carts/abandoned. Money in minor units of `currency`; times RFC 3339. */
export const abandonedCartSchema = z.strictObject({
  shopper: z.string(),
  user_id: z.nullable(z.string()),
  anonymous_id: z.nullable(z.string()),
  session_id: z.nullable(z.string()),
  /** Null at stage `browse`. */
  cart_id: z.nullable(z.string()),
  last_activity: answerTime,
  /** At `as_of`, with two decimals. */
  hours_since_activity: z.number(),
  stage: z.enum(STAGES),
  items: z.array(
    z.strictObject({
      item_id: z.string(),
      item_name: z.nullable(z.string()),
      quantity: z.number(),
      price_minor: z.nullable(z.int()),
    }),
  ),
  item_count: z.number(),
  value_minor: z.int(),
  currency: z.string(),
});

/** One row of GET /v1/carts/abandoned. */
export type AbandonedCart = z.infer<typeof abandonedCartSchema>;

/** What GET /v1/carts/abandoned answers. */
export const abandonedCartsAnswerSchema = z.strictObject({
  data: z.array(abandonedCartSchema),
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});

/** What GET /v1/carts/abandoned answers. */
export type AbandonedCartsAnswer = z.infer<typeof abandonedCartsAnswerSchema>;

function decimal(most: number) {
  const digits = z.string().check(z.regex(/^\d{1,13}(\.\d{1,6})?$/));
  return z.pipe(digits, z.pipe(z.transform(Number), z.number().check(z.lte(most))));
}
