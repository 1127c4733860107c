import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { REJECTION_CODES } from "./ingest-answer.ts";

/** What GET /v1/rejected answers: the youngest first; nothing in it tells about a person. */
export const rejectedAnswerSchema = z.strictObject({
  data: z.array(
    z.strictObject({
      received_at: answerTime,
      message_id: z.nullable(z.string()),
      code: z.enum(REJECTION_CODES),
      /** For people; names the field. */
      message: z.string(),
      type: z.nullable(z.string()),
      event: z.nullable(z.string()),
      /** Names of the fields that the message had. */
      fields: z.array(z.string()),
    }),
  ),
  next_cursor: z.nullable(z.string()),
  /** Of all that were ever refused, also those that are no longer kept. */
  total: answerCount,
  by_code: z.record(z.string(), answerCount),
});

/** What GET /v1/rejected answers. */
export type RejectedAnswer = z.infer<typeof rejectedAnswerSchema>;
