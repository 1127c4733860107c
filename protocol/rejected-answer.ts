import * as z from "zod/mini";
import { answerCount, answerTime } from "./answer-parts.ts";
import { REJECTION_CODES } from "./ingest-answer.ts";

/** What GET /v1/rejected answers: the youngest first; nothing in it tells about a person. */
export const rejectedAnswerSchema = z.strictObject({
  /** Refused events, the youngest first. */
  data: z.array(
    z.strictObject({
      /** When it came in. */
      received_at: answerTime,
      /** Its own id, where it had a usable one; else null. @example "m-4" */
      message_id: z.nullable(z.string()),
      /** Why it was refused. */
      code: z.enum(REJECTION_CODES),
      /** For people; names the field. @example "timestamp must have a zone." */
      message: z.string(),
      /** What kind of message it was, where that could be read. @example "track" */
      type: z.nullable(z.string()),
      /** The event's name, where that could be read. @example "add_to_cart" */
      event: z.nullable(z.string()),
      /** Names of the fields that the message had. @example ["type", "event", "timestamp"] */
      fields: z.array(z.string()),
    }),
  ),
  /** `cursor` of the next page; null on the last one. @example "1104" */
  next_cursor: z.nullable(z.string()),
  /** Of all that were ever refused, also those that are no longer kept. @example 17 */
  total: answerCount,
  /** The same by code. @example {"invalid_timestamp": 15, "invalid_price": 2} */
  by_code: z.record(z.string(), answerCount),
});

/** What GET /v1/rejected answers. */
export type RejectedAnswer = z.infer<typeof rejectedAnswerSchema>;
