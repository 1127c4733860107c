import * as z from "zod/mini";
import { IDENTITIES, OUTCOME_TYPES, STAGES, type Identity, type Stage } from "./outcome.ts";

/** What POST /v1/webhooks takes. */
export const webhookCreateSchema = z.strictObject({
  url: z.string().check(z.maxLength(2048)),
  /** Outcome types wanted; absent: all of them. */
  event_types: z.optional(z.array(z.enum(OUTCOME_TYPES)).check(z.minLength(1))),
  /** Stages of carts of which it is told; absent: all of them. */
  stages: z.optional(z.array(z.enum(STAGES)).check(z.minLength(1))),
  /** Kinds of shopper of whom it is told: `known` are those with a user id; absent: both. */
  identities: z.optional(z.array(z.enum(IDENTITIES)).check(z.minLength(1))),
  description: z.optional(z.string().check(z.maxLength(256))),
});

/** What POST /v1/webhooks takes. */
export type WebhookCreate = z.infer<typeof webhookCreateSchema>;

/** What POST /v1/webhooks/:id/test takes, where it takes anything: the type of the sample to send. */
export const webhookTestSchema = z.strictObject({ event_type: z.optional(z.enum(OUTCOME_TYPES)) });

/** How an endpoint is doing. Times are RFC 3339. */
export interface WebhookStatus {
  /** Messages that are still to be delivered. */
  pending: number;
  /** When the one that has waited longest came in; null when nothing waits. */
  oldest_pending_at: string | null;
  /** Dead letters that can be replayed. */
  dead_letters: number;
  /** Failed attempts since the last success: a hundred disable the endpoint. */
  consecutive_failures: number;
  /** Since when every attempt failed; null after a success. After five days the endpoint is disabled. */
  failing_since: string | null;
}

/** An endpoint as the API shows it. */
export interface Webhook {
  id: string;
  url: string;
  event_types: string[];
  stages: Stage[];
  identities: Identity[];
  description: string;
  disabled: boolean;
  /** Why it is disabled, when it is. */
  disabled_reason: string | null;
  created_at: string;
  /** In the answers of GET only; null when the endpoint's object does not answer. */
  status?: WebhookStatus | null;
  /** The signing secret (`whsec_…`), in the answer to its creation only. */
  secret?: string;
}
