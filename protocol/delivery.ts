import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { OUTCOME_TYPES } from "./outcome.ts";

/** What can have become of a message: still to be delivered, delivered, a dead letter, or no longer true. */
const DELIVERY_STATES = ["pending", "delivered", "dead", "cancelled"] as const;

const time = z.iso.datetime({ offset: true });

/** The parameters of GET /v1/webhooks/:id/deliveries, as they stand in the address. */
export const deliveriesParametersSchema = z.strictObject({
  /** What became of the message. */
  state: z.optional(z.enum(DELIVERY_STATES)),
  /** The outcome that the message tells. */
  event_type: z.optional(z.enum(OUTCOME_TYPES)),
  /** A user id or an anonymous id. @example "ann" */
  shopper: z.optional(z.string().check(z.maxLength(128))),
  /** First moment at which the message came in, RFC 3339 with a zone. */
  start: z.optional(time),
  /** Last moment at which it came in. */
  end: z.optional(time),
  /** Rows of a page: 1 to 1000 (100). @example "100" */
  limit: z.optional(z.pipe(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/)), z.transform(Number))),
  /** `next_cursor` of the page before, of the same list. @example "1204" */
  cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
});

const attempt = {
  /** When the attempt began. */
  at: answerTime,
  /** HTTP status; null when there was no answer. @example 200 */
  status: z.nullable(z.int()),
  /** How long the endpoint took, in milliseconds. @example 184 */
  duration_ms: z.number(),
  /**
   * Why there was no answer: `timeout`, `connection_failed`, `refused_url:…`; null when there was one.
   * @example "timeout"
   */
  error: z.nullable(z.string()),
  /** The beginning of the answer, at most 1 KB; null when there was none. @example "ok" */
  response: z.nullable(z.string()),
};

/** One attempt to deliver a message. */
export const deliveryAttemptSchema = z.strictObject(attempt);

/** One attempt to deliver a message. */
export type DeliveryAttempt = z.infer<typeof deliveryAttemptSchema>;

/** What POST /v1/webhooks/:id/test answers: the attempt, of a message that is not repeated. */
export const webhookTestAnswerSchema = z.strictObject({
  /** The `webhook-id` of the test. @example "test-5d21c8" */
  message_id: z.string(),
  /** True when the endpoint answered with 2xx. */
  delivered: z.boolean(),
  ...attempt,
});

/** One row of GET /v1/webhooks/:id/deliveries. Times are RFC 3339. */
export const deliverySchema = z.strictObject({
  /** The `webhook-id`. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  id: z.string(),
  /** The outcome that the message tells. */
  event_type: z.enum(OUTCOME_TYPES),
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** What became of the message. */
  state: z.enum(DELIVERY_STATES),
  /** Why it ended undelivered; null otherwise. @example "attempts_exhausted" */
  reason: z.nullable(z.string()),
  /** Attempts in the present round: a replay begins a new one. @example 2 */
  attempts: answerCount,
  /** When the message came in. */
  created_at: answerTime,
  /** When it was delivered or given up; null while it is pending. */
  finished_at: z.nullable(answerTime),
  /** When it is tried again; null when it is not. */
  next_attempt_at: z.nullable(answerTime),
  /** Every attempt that is remembered, replays included, the oldest first. */
  history: z.array(deliveryAttemptSchema),
});

/** One row of GET /v1/webhooks/:id/deliveries. */
export type Delivery = z.infer<typeof deliverySchema>;

/** What GET /v1/webhooks/:id/deliveries answers, the youngest first. */
export const deliveriesAnswerSchema = z.strictObject({
  /** The rows, in the order of the list. */
  data: z.array(deliverySchema),
  /** `cursor` of the next page; null on the last one. @example "1104" */
  next_cursor: z.nullable(z.string()),
});

/** What GET /v1/webhooks/:id/deliveries answers, the youngest first. */
export type DeliveriesAnswer = z.infer<typeof deliveriesAnswerSchema>;

/**
 * What POST /v1/webhooks/:id/replay takes: one message, every dead letter, or all that ended in a time (both ends
 * included).
 */
export const replaySchema = z.union([
  z.strictObject({
    /** The `webhook-id` of the one message. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
    message_id: z.string().check(z.minLength(1), z.maxLength(256)),
  }),
  z.strictObject({
    /** Every dead letter that is kept. */
    dead_letters: z.literal(true),
  }),
  z.strictObject({
    /** The first moment of the time: RFC 3339 with a zone. */
    start: time,
    /** The last moment of it. */
    end: time,
  }),
]);

/** What POST /v1/webhooks/:id/replay takes. */
export type Replay = z.infer<typeof replaySchema>;

/** What POST /v1/webhooks/:id/replay answers. */
export const replayAnswerSchema = z.strictObject({
  /** Messages that are sent again. @example 12 */
  replayed: answerCount,
  /** True when there are more than one request replays: ask again. */
  more: z.boolean(),
});

/** What POST /v1/webhooks/:id/replay answers. */
export type ReplayAnswer = z.infer<typeof replayAnswerSchema>;
