import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";
import { webhookCreateSchema } from "./webhook.ts";

/** What PATCH /v1/webhooks/:id takes: any part of an endpoint. `disabled: false` enables it again. */
export const webhookChangeSchema = z.partial(
  z.extend(webhookCreateSchema, {
    /** False enables a disabled endpoint again. */
    disabled: z.boolean(),
  }),
);

/** What PATCH /v1/webhooks/:id takes. */
export type WebhookChange = z.infer<typeof webhookChangeSchema>;

/** What POST /v1/webhooks/:id/secret answers: the new secret, shown once, and the end of the one before it. */
export const webhookSecretSchema = z.strictObject({
  /** The endpoint. @example "we_8f3a1c" */
  id: z.string(),
  /** The new signing secret, shown once. @example "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" */
  secret: z.string(),
  /** Until then the former one signs, too. */
  previous_expires_at: answerTime,
});

/** What POST /v1/webhooks/:id/secret answers. */
export type WebhookSecret = z.infer<typeof webhookSecretSchema>;
