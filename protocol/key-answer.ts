import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";

/** What POST /v1/keys answers: the new key, shown once, and when the ones before it end. */
export const keyAnswerSchema = z.strictObject({
  kind: z.enum(["write", "secret", "read", "identity"]),
  key: z.string(),
  previous_expires_at: answerTime,
});
