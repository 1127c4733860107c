import * as z from "zod/mini";
import { MAX_BATCH_MESSAGES, MAX_ID_LENGTH } from "./limits.ts";

const id = z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH));

/**
 * `ask` in the body of POST /v1/batch: messages that were sent by a page that did not live to see the answer. The answer
 * names those that are durable, so that the others alone are sent again.
 */
export const askSchema = z
  .array(z.object({ messageId: id, anonymousId: z.nullish(id), userId: z.nullish(id) }))
  .check(z.maxLength(MAX_BATCH_MESSAGES));

/** A message that is asked about, with the ids of the shopper as the message states them. */
export type AskedMessage = z.infer<typeof askSchema>[number];
