import * as z from "zod/mini";
import { answerTime, metricMarks } from "./answer-parts.ts";
import { OUTCOME_TYPES, STAGES } from "./outcome.ts";

/** What POST /v1/live/ticket answers: good for opening one live feed, once and soon. */
export const liveTicketSchema = z.strictObject({ ticket: z.string(), expires_at: answerTime });

/** What POST /v1/live/ticket answers. */
export type LiveTicket = z.infer<typeof liveTicketSchema>;

/** Something that was decided about a cart just now. Money in minor units of `currency`. */
export const liveOutcomeSchema = z.strictObject({
  /** The same outcome may come twice with the same id. */
  id: z.string(),
  type: z.enum(OUTCOME_TYPES),
  /** When it was decided; for the past of an alert the last time known of it. RFC 3339. */
  at: answerTime,
  /** A user id or an anonymous id. */
  shopper: z.string(),
  user_id: z.nullable(z.string()),
  anonymous_id: z.nullable(z.string()),
  stage: z.enum(STAGES),
  value_minor: z.int(),
  currency: z.string(),
  /** From the alert's deadline to its firing, in milliseconds; null for anything but an alert. */
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
export const outcomesAnswerSchema = z.strictObject({ data: z.array(liveOutcomeSchema), ...metricMarks });

/** What GET /v1/outcomes answers. */
export type OutcomesAnswer = z.infer<typeof outcomesAnswerSchema>;
