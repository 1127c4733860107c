import * as z from "zod/mini";
import { MAX_BATCH_MESSAGES, MAX_ID_LENGTH } from "./limits.ts";

/**
 * `ask` in the body of POST /v1/batch: ids of messages that were sent by a page that did not live to see the answer, all
 * of the shopper whom the body names. The answer tells which are durable, so that the others alone are sent again.
 */
export const askSchema = z
  .array(z.string().check(z.minLength(1), z.maxLength(MAX_ID_LENGTH)))
  .check(z.maxLength(MAX_BATCH_MESSAGES));
