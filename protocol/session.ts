import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";

/** What GET and POST /v1/session answer: who is signed in to the dashboard, and until when. */
export const sessionAnswerSchema = z.strictObject({
  /** The store's name. @example "acme" */
  store: z.string(),
  /** When the session ends. */
  expires_at: answerTime,
  /**
   * The write key of the operator's configuration, for the script tag; null where only its hash is kept.
   * @example "wk_acme_3kF9"
   */
  write_key: z.nullable(z.string()),
  /** False until the store has accepted its first event. */
  has_events: z.boolean(),
});

/** What GET and POST /v1/session answer. */
export type SessionAnswer = z.infer<typeof sessionAnswerSchema>;
