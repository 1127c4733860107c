import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { OUTCOME_TYPES, STAGES } from "./outcome.ts";

/** What POST /v1/live/ticket answers: good for opening one live feed, once and soon. */
export const liveTicketSchema = z.strictObject({
  /** Opens one live feed: `GET /v1/live?ticket=…`. @example "5tYx0c" */
  ticket: z.string(),
  /** Until when it must be used. */
  expires_at: answerTime,
});

/** What POST /v1/live/ticket answers. */
export type LiveTicket = z.infer<typeof liveTicketSchema>;

/** Something that was decided about a cart just now. Money in minor units of `currency`. */
export const liveOutcomeSchema = z.strictObject({
  /** The same outcome may come twice with the same id. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  id: z.string(),
  /** What was decided. */
  type: z.enum(OUTCOME_TYPES),
  /** When it was decided; for the past of an alert the last time known of it. RFC 3339. */
  at: answerTime,
  /** A user id or an anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null while only an anonymous id is known. @example "ann" */
  user_id: z.nullable(z.string()),
  /** The id that the browser or app made; null where none is known. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
  anonymous_id: z.nullable(z.string()),
  /** How far the cart had come. */
  stage: z.enum(STAGES),
  /** What the cart is worth, in minor units of `currency`: 17980 in EUR is 179.80 euros. @example 17980 */
  value_minor: z.int(),
  /** ISO 4217. @example "EUR" */
  currency: z.string(),
  /** From the alert's deadline to its firing, in milliseconds; null for anything but an alert. @example 42 */
  delay_ms: z.nullable(z.number()),
});

/** Something that was decided about a cart just now. */
export type LiveOutcome = z.infer<typeof liveOutcomeSchema>;

/** What the live feed sends: a summary of at most a second of one shard, or of refused events. */
export interface LiveFrame {
  /** RFC 3339. */
  as_of: string;
  /** Newly accepted events. */
  events: number;
  /** Newly refused events. */
  rejected: number;
  outcomes: LiveOutcome[];
}

/** What GET /v1/outcomes answers: the newest first; of each alerted episode of a cart what came of it last. */
export const outcomesAnswerSchema = z.strictObject({
  /** The outcomes, the newest first. */
  data: z.array(liveOutcomeSchema),
  ...metricMarks,
});

/** What GET /v1/outcomes answers. */
export type OutcomesAnswer = z.infer<typeof outcomesAnswerSchema>;
