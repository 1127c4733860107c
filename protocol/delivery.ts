import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { OUTCOME_TYPES } from "./outcome.ts";

/** What can have become of a message: still to be delivered, delivered, a dead letter, or no longer true. */
const DELIVERY_STATES = ["pending", "delivered", "dead", "cancelled"] as const;

const time = z.iso.datetime({ offset: true });

/** The parameters of GET /v1/webhooks/:id/deliveries, as they stand in the address. */
export const deliveriesParametersSchema = z.strictObject({
  state: z.optional(z.enum(DELIVERY_STATES)),
  event_type: z.optional(z.enum(OUTCOME_TYPES)),
  /** A user id or an anonymous id. */
  shopper: z.optional(z.string().check(z.maxLength(128))),
  /** First moment at which the message came in, RFC 3339 with a zone. */
  start: z.optional(time),
  /** Last moment at which it came in. */
  end: z.optional(time),
  /** Rows of a page: 1 to 1000 (100). */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before, of the same list. */
  cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
});

const attempt = {
  at: answerTime,
  /** HTTP status; null when there was no answer. */
  status: z.nullable(z.int()),
  duration_ms: z.number(),
  /** Why there was no answer: `timeout`, `connection_failed`, `refused_url:…`; null when there was one. */
  error: z.nullable(z.string()),
  /** The beginning of the answer, at most 1 KB; null when there was none. */
  response: z.nullable(z.string()),
};

/** One attempt to deliver a message. */
export const deliveryAttemptSchema = z.strictObject(attempt);

/** One attempt to deliver a message. */
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>;

/** What POST /v1/webhooks/:id/test answers: the attempt, of a message that is not repeated. */
export const webhookTestAnswerSchema = z.strictObject({ message_id: z.string(), delivered: z.boolean(), ...attempt });

/** One row of GET /v1/webhooks/:id/deliveries. Times are RFC 3339. */
export const deliverySchema = z.strictObject({
  /** The `webhook-id`. */
  id: z.string(),
  event_type: z.enum(OUTCOME_TYPES),
  shopper: z.string(),
  state: z.enum(DELIVERY_STATES),
  /** Why it ended undelivered; null otherwise. */
  reason: z.nullable(z.string()),
  /** Attempts in the present round: a replay begins a new one. */
  attempts: answerCount,
  created_at: answerTime,
  finished_at: z.nullable(answerTime),
  next_attempt_at: z.nullable(answerTime),
  /** Every attempt that is remembered, replays included, the oldest first. */
  history: z.array(deliveryAttemptSchema),
});

/** One row of GET /v1/webhooks/:id/deliveries. */
export type Delivery = z.infer<typeof deliverySchema>;

/** What GET /v1/webhooks/:id/deliveries answers, the youngest first. */
export const deliveriesAnswerSchema = z.strictObject({
  data: z.array(deliverySchema),
  next_cursor: z.nullable(z.string()),
});

/** What GET /v1/webhooks/:id/deliveries answers, the youngest first. */
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswerSchema>;

/**
 * What POST /v1/webhooks/:id/replay takes: one message, every dead letter, or all that ended in a time (both ends
 * included).
 */
export const replaySchema = z.union([
  z.strictObject({ message_id: z.string().check(z.minLength(1), z.maxLength(256)) }),
  z.strictObject({ dead_letters: z.literal(true) }),
  z.strictObject({ start: time, end: time }),
]);

/** What POST /v1/webhooks/:id/replay takes. */
export type Replay = z.infer<typeof replaySchema>;

/** What POST /v1/webhooks/:id/replay answers. `more`: there is more to replay than one request does; ask again. */
export const replayAnswerSchema = z.strictObject({ replayed: answerCount, more: z.boolean() });

/** What POST /v1/webhooks/:id/replay answers. */
export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;
