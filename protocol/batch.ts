import * as z from "zod/mini";
import { askSchema } from "./ask.ts";
import { keptIdentitySchema } from "./kept-identity.ts";

/**
 * The body of POST /v1/batch. Its messages are judged one by one, so that a bad one never costs the good ones; how many
 * there may be is a limit of its own, with an answer of its own.
 */
export const batchSchema = z
  .object({
    /** Absent when the key comes in a header or in the address. */
    writeKey: z.nullish(z.string()),
    /** When the batch was sent, by the client's clock: RFC 3339 with a zone, or epoch milliseconds. */
    sentAt: z.nullish(z.union([z.string(), z.number()])),
    /** Only to a collector on the page's own host: one that cannot be read is ignored. */
    keep: z.nullish(keptIdentitySchema),
    /** Messages whose fate the page does not know: a list that cannot be read is ignored. */
    ask: z.nullish(askSchema),
    /** Of every message that does not state it itself. */
    anonymousId: z.optional(z.unknown()),
    /** The same. */
    userId: z.optional(z.unknown()),
    /** The same. */
    sessionId: z.optional(z.unknown()),
    /** Fields of the context of every message that does not state them itself. */
    context: z.optional(z.unknown()),
    /** Absent when there is only something to ask. */
    batch: z.optional(z.array(z.unknown())),
  })
  .check(z.refine(({ batch, ask }) => batch !== undefined || (ask !== undefined && ask !== null)));
