import * as z from "zod/mini";
import { askSchema } from "./ask.ts";
import { keptIdentitySchema } from "./kept-identity.ts";

/**
 * The body of POST /v1/batch. Its messages are judged one by one, so that a bad one never costs the good ones; how many
 * there may be is a limit of its own, with an answer of its own.
 */
export const batchSchema = z
  .object({
    /** Absent when the key comes in a header or in the address. @example "wk_acme_3kF9" */
    writeKey: z.nullish(z.string()),
    /**
     * When the batch was sent, by the client's clock: RFC 3339 with a zone, or epoch milliseconds.
     * @example "2026-11-20T10:00:01.000Z"
     */
    sentAt: z.nullish(z.union([z.string(), z.number()])),
    /** Only to a collector on the page's own host: one that cannot be read is ignored. */
    keep: z.nullish(keptIdentitySchema),
    /** Messages whose fate the page does not know: a list that cannot be read is ignored. @example ["9f1c2b7e-1"] */
    ask: z.nullish(askSchema),
    /** Of every message that does not state it itself. @example "track" */
    type: z.optional(z.unknown()),
    /** Of every message that does not state it itself. @example "9f1c2b7e-0d4a-4c8e-b1f6-5a3e7d2c9b10" */
    anonymousId: z.optional(z.unknown()),
    /** Of every message that does not state it itself. @example "ann" */
    userId: z.optional(z.unknown()),
    /** Of every message that does not state it itself. @example "s-20261120-1" */
    sessionId: z.optional(z.unknown()),
    /** Fields of the context of every message that does not state them itself. @example {"locale": "en-GB"} */
    context: z.optional(z.unknown()),
    /**
     * Absent when there is only something to ask.
     * @example [{"type": "track", "event": "add_to_cart", "messageId": "m-1", "anonymousId": "visitor-1", "properties": {"currency": "EUR", "items": [{"item_id": "sku-1", "price": 89.9, "quantity": 1}]}}]
     */
    batch: z.optional(z.array(z.unknown())),
  })
  .check(z.refine(({ batch, ask }) => batch !== undefined || (ask !== undefined && ask !== null)));
