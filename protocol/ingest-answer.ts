import * as z from "zod/mini";
import { answerCount } from "./answer-parts.ts";

/** Every reason for which one message of a batch can be refused, while the others are taken. */
export const REJECTION_CODES = [
  "invalid_message",
  "invalid_type",
  "missing_event_name",
  "missing_shopper",
  "invalid_id",
  "invalid_timestamp",
  "timestamp_in_future",
  "too_old",
  "message_too_large",
  "too_many_items",
  "invalid_price",
  "invalid_quantity",
  "invalid_value",
  "invalid_currency",
  "invalid_item",
  "too_many_shoppers",
  "identity_unverified",
] as const;

/** One of the reasons for which a message is refused. */
export type RejectionCode = (typeof REJECTION_CODES)[number];

/** One refused message. */
export const rejectionSchema = z.strictObject({
  /** Position in the batch, from 0. @example 3 */
  index: answerCount,
  /** The message's own id, where it had a usable one. @example "m-4" */
  messageId: z.nullable(z.string()),
  /** Why it was refused, for programs. */
  code: z.enum(REJECTION_CODES),
  /** For people; names the field. @example "items[0].price must be below 1000000000." */
  message: z.string(),
});

/** One refused message. */
export type Rejection = z.infer<typeof rejectionSchema>;

/** What POST /v1/batch answers. */
export const ingestAnswerSchema = z.strictObject({
  /** Messages that are new, and durable. @example 4 */
  accepted: answerCount,
  /** Messages that had been accepted before. @example 0 */
  duplicates: answerCount,
  /** The refused ones; what is sent again unchanged is refused again. */
  rejected: z.array(rejectionSchema),
  /** To a page whose `keep` is new: the anonymous id that counts. */
  keep: z.exactOptional(
    z.strictObject({
      /** The anonymous id. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
      anonymousId: z.string(),
      /** When it was made: epoch milliseconds. @example 1763632800000 */
      bornAt: z.number(),
    }),
  ),
  /** To a page that asks: ids of those messages that are durable. @example ["9f1c2b7e-1"] */
  known: z.exactOptional(z.array(z.string())),
});

/** What POST /v1/batch answers. */
export type IngestAnswer = z.infer<typeof ingestAnswerSchema>;
