import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { IDENTITIES, OUTCOME_TYPES, STAGES } from "./outcome.ts";

/** What POST /v1/webhooks takes. */
export const webhookCreateSchema = z.strictObject({
  /** Where outcomes are sent: https, a public host name. @example "https://shop.example/hooks/cartbeat" */
  url: z.string().check(z.maxLength(2048)),
  /** Outcome types wanted; absent: all of them. */
  event_types: z.optional(z.array(z.enum(OUTCOME_TYPES)).check(z.minLength(1))),
  /** Stages of carts of which it is told; absent: all of them. */
  stages: z.optional(z.array(z.enum(STAGES)).check(z.minLength(1))),
  /** Kinds of shopper of whom it is told: `known` are those with a user id; absent: both. */
  identities: z.optional(z.array(z.enum(IDENTITIES)).check(z.minLength(1))),
  /** What it is for, in the shop's own words. @example "reminder mails" */
  description: z.optional(z.string().check(z.maxLength(256))),
});

/** What POST /v1/webhooks takes. */
export type WebhookCreate = z.infer<typeof webhookCreateSchema>;

/** What POST /v1/webhooks/:id/test takes, where it takes anything: the type of the sample to send. */
export const webhookTestSchema = z.strictObject({
  /** The type of the sample; absent: a test that is none. */
  event_type: z.optional(z.enum(OUTCOME_TYPES)),
});

/** How an endpoint is doing. Times are RFC 3339. */
export const webhookStatusSchema = z.strictObject({
  /** Messages that are still to be delivered. @example 3 */
  pending: answerCount,
  /** When the one that has waited longest came in; null when nothing waits. */
  oldest_pending_at: z.nullable(answerTime),
  /** Dead letters that can be replayed. @example 0 */
  dead_letters: answerCount,
  /** Failed attempts since the last success: a hundred disable the endpoint. @example 0 */
  consecutive_failures: answerCount,
  /** Since when every attempt failed; null after a success. After five days the endpoint is disabled. */
  failing_since: z.nullable(answerTime),
});

/** How an endpoint is doing. */
export type WebhookStatus = z.infer<typeof webhookStatusSchema>;

/** An endpoint as the API shows it. */
export const webhookSchema = z.strictObject({
  /** Names the endpoint. @example "we_8f3a1c" */
  id: z.string(),
  /** Where outcomes are sent. @example "https://shop.example/hooks/cartbeat" */
  url: z.string(),
  /** Outcome types of which it is told. @example ["cart.abandoned"] */
  event_types: z.array(z.string()),
  /** Stages of carts of which it is told. */
  stages: z.array(z.enum(STAGES)),
  /** Kinds of shopper of whom it is told. */
  identities: z.array(z.enum(IDENTITIES)),
  /** What it is for; empty when nothing was said. @example "reminder mails" */
  description: z.string(),
  /** True when nothing is sent to it. */
  disabled: z.boolean(),
  /** Why it is disabled, when it is. @example "consecutive_failures" */
  disabled_reason: z.nullable(z.string()),
  /** When it was added. */
  created_at: answerTime,
  /** In the answers of GET only; null when the endpoint's object does not answer. */
  status: z.exactOptional(z.nullable(webhookStatusSchema)),
  /**
   * The signing secret (`whsec_…`), in the answer to its creation only.
   * @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
   */
  secret: z.exactOptional(z.string()),
});

/** An endpoint as the API shows it. */
export type Webhook = z.infer<typeof webhookSchema>;

/** What GET /v1/webhooks answers. */
export const webhooksAnswerSchema = z.strictObject({
  /** The endpoints. */
  data: z.array(webhookSchema),
  /** Always null: all of them are listed. */
  next_cursor: z.null(),
});
