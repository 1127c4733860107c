import * as z from "zod/mini";
import { deliverySchema } from "../../../protocol/delivery.ts";
import { eventsAnswerSchema } from "../../../protocol/events-answer.ts";
import { shopperViewSchema } from "../../../protocol/shopper-view.ts";
import { timelineAnswerSchema } from "../../../protocol/timeline.ts";

/** What GET /v1/shoppers/:id/export answers: everything that is held of one shopper. */
export const shopperExportSchema = z.strictObject({
  /** State and timers. */
  shopper: shopperViewSchema,
  /** Every id that the shopper had: `u:` and a user id, `a:` and an anonymous id. @example ["u:ann", "a:visitor-1"] */
  ids: z.array(z.string()),
  /** Events and outcomes, oldest first. */
  timeline: timelineAnswerSchema.shape.data,
  /** What the event log holds. */
  events: eventsAnswerSchema.shape.data,
  /** Webhooks about the shopper, as the delivery logs remember them. */
  deliveries: z.array(
    z.extend(deliverySchema, {
      /** The endpoint to which it was sent. @example "we_8f3a1c" */
      endpoint: z.string(),
    }),
  ),
  /** Orders that the shopper has claimed. */
  orders: z.array(
    z.strictObject({
      /** The order's id. @example "order-1001" */
      transaction_id: z.string(),
      /** True where this shopper's claim is the one that counts. */
      counts: z.boolean(),
    }),
  ),
  /** When the question was answered: everything before it counts. @example "2026-11-20T10:00:00.000Z" */
  as_of: z.string(),
  /** Present when a shard did not answer: what it holds is then missing. */
  partial: z.optional(z.literal(true)),
});
