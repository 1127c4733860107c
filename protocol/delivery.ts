import * as z from "zod/mini";
import { OUTCOME_TYPES, type OutcomeType } from "./outcome.ts";

/** What can have become of a message: still to be delivered, delivered, a dead letter, or no longer true. */
export const DELIVERY_STATES = ["pending", "delivered", "dead", "cancelled"] as const;

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

/** One attempt to deliver a message. */
export interface DeliveryAttempt {
  at: string;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  duration_ms: number;
  /** Why there was no answer: `timeout`, `connection_failed`, `refused_url:…`; null when there was one. */
  error: string | null;
  /** The beginning of a failure's answer, at most 1 KB; kept for the last attempt only. */
  response: string | null;
}

/** One row of GET /v1/webhooks/:id/deliveries. Times are RFC 3339. */
export interface Delivery {
  /** The `webhook-id`. */
  id: string;
  event_type: OutcomeType;
  shopper: string;
  state: (typeof DELIVERY_STATES)[number];
  /** Why it ended undelivered; null otherwise. */
  reason: string | null;
  /** Attempts in the present round: a replay begins a new one. */
  attempts: number;
  created_at: string;
  finished_at: string | null;
  next_attempt_at: string | null;
  /** Every attempt that is remembered, replays included, the oldest first. */
  history: DeliveryAttempt[];
}

/** What GET /v1/webhooks/:id/deliveries answers, the youngest first. */
export interface DeliveriesAnswer {
  data: Delivery[];
  next_cursor: string | null;
}

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
export interface ReplayAnswer {
  replayed: number;
  more: boolean;
}
