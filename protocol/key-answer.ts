import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";

/** What POST /v1/keys answers: the new key, shown once, and when the ones before it end. */
export const keyAnswerSchema = z.strictObject({
  /** Which key is new. */
  kind: z.enum(["write", "secret", "read", "identity"]),
  /** The key, shown once. @example "sk_acme_9Qb2" */
  key: z.string(),
  /** When the former ones of the kind end. */
  previous_expires_at: answerTime,
});
