import * as z from "zod/mini";
import { STAGES, type Stage } from "./outcome.ts";

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
export interface AbandonedCart {
  shopper: string;
  user_id: string | null;
  anonymous_id: string | null;
  session_id: string | null;
  /** Null at stage `browse`. */
  cart_id: string | null;
  last_activity: string;
  /** At `as_of`, with two decimals. */
  hours_since_activity: number;
  stage: Stage;
  items: { item_id: string; item_name: string | null; quantity: number; price_minor: number | null }[];
  item_count: number;
  value_minor: number;
  currency: string;
}

/** What GET /v1/carts/abandoned answers. */
export interface AbandonedCartsAnswer {
  data: AbandonedCart[];
  next_cursor: string | null;
  as_of: string;
  /** Present when a shard did not answer: the list is then incomplete. */
  partial?: true;
}

function decimal(most: number) {
  const digits = z.string().check(z.regex(/^\d{1,13}(\.\d{1,6})?$/));
  return z.pipe(digits, z.pipe(z.transform(Number), z.number().check(z.lte(most))));
}
