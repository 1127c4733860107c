import * as z from "zod/mini";
import { OUTCOME_TYPES } from "./outcome.ts";

/** What POST /v1/webhooks takes. */
export const webhookCreateSchema = z.strictObject({
  url: z.string().check(z.maxLength(2048)),
  /** Outcome types wanted; absent: all of them. */
  event_types: z.optional(z.array(z.enum(OUTCOME_TYPES)).check(z.minLength(1))),
  description: z.optional(z.string().check(z.maxLength(256))),
});

/** What POST /v1/webhooks takes. */
export type WebhookCreate = z.infer<typeof webhookCreateSchema>;

/** An endpoint as the API shows it. */
export interface Webhook {
  id: string;
  url: string;
  event_types: string[];
  description: string;
  disabled: boolean;
  /** Why it is disabled, when it is. */
  disabled_reason: string | null;
  created_at: string;
  /** The signing secret (`whsec_…`), in the answer to its creation only. */
  secret?: string;
}
