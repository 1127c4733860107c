import * as z from "zod/mini";
import type { OutcomeType } from "./outcome.ts";

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
export interface TimelineEvent {
  kind: "event";
  /** The message id. */
  id: string;
  at: string;
  received_at: string;
  name: string;
  /** `confirmed` through the secret key, `claim` through the write key. */
  trust: "claim" | "confirmed";
  session_id: string | null;
  /** Null where the event carried none, or where they mean nothing for the cart and were not kept. */
  items: { item_id: string; item_variant: string | null; quantity: number | null; price_minor: number | null }[] | null;
  value_minor: number | null;
  currency: string;
  transaction_id: string | null;
  /** True when the landing page of a restore link reported its token with it. */
  restore_link: boolean;
}

/** Something that was decided: what webhooks tell. */
export interface TimelineOutcome {
  kind: "outcome";
  id: string;
  at: string;
  type: OutcomeType;
  cart_id: string;
  alert_id: string;
  /** Endpoints that were to be told. */
  endpoints: number;
  reason: string | null;
  transaction_id: string | null;
  attribution: "link" | "coupon" | "window" | "none" | null;
}

/** Another id of the shopper, whose past was taken over. */
export interface TimelineMove {
  kind: "move";
  id: string;
  at: string;
  /** The id that became this shopper. */
  from: { user_id: string | null; anonymous_id: string | null };
}

/** One entry of a shopper's timeline. */
export type TimelineEntry = TimelineEvent | TimelineOutcome | TimelineMove;

/** What GET /v1/shoppers/:id/timeline answers: oldest first, by time, then id. */
export interface TimelineAnswer {
  shopper: string;
  data: TimelineEntry[];
  next_cursor: string | null;
  as_of: string;
}
