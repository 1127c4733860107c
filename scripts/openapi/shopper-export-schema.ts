import * as z from "zod/mini";
import { deliverySchema } from "../../protocol/delivery.ts";
import { eventsAnswerSchema } from "../../protocol/events-answer.ts";
import { shopperViewSchema } from "../../protocol/shopper-view.ts";
import { timelineAnswerSchema } from "../../protocol/timeline.ts";

/** What GET /v1/shoppers/:id/export answers: everything that is held of one shopper. */
export const shopperExportSchema = z.strictObject({
  shopper: shopperViewSchema,
  ids: z.array(z.string()),
  timeline: timelineAnswerSchema.shape.data,
  events: eventsAnswerSchema.shape.data,
  deliveries: z.array(z.extend(deliverySchema, { endpoint: z.string() })),
  orders: z.array(z.strictObject({ transaction_id: z.string(), counts: z.boolean() })),
  as_of: z.string(),
  partial: z.optional(z.literal(true)),
});
