import type { OutcomeType, Stage } from "./outcome.ts";

/** What POST /v1/live/ticket answers: good for opening one live feed, once and soon. */
export interface LiveTicket {
  ticket: string;
  /** RFC 3339. */
  expires_at: string;
}

/** Something that was decided about a cart just now. Money in minor units of `currency`. */
export interface LiveOutcome {
  /** The same outcome may come twice with the same id. */
  id: string;
  type: OutcomeType;
  /** When it was decided; for the past of an alert the last time known of it. RFC 3339. */
  at: string;
  /** A user id or an anonymous id. */
  shopper: string;
  user_id: string | null;
  anonymous_id: string | null;
  stage: Stage;
  value_minor: number;
  currency: string;
  /** From the alert's deadline to its firing, in milliseconds; null for anything but an alert. */
  delay_ms: number | null;
}

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
export interface OutcomesAnswer {
  data: LiveOutcome[];
  as_of: string;
  /** Present when a shard did not answer. */
  partial?: true;
}
