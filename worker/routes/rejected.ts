import { Hono } from "hono";
import * as z from "zod/mini";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { storeStub } from "../store-stub.ts";

const DEFAULT_LIMIT = 100;

const querySchema = z.object({
  limit: z.optional(z.string().check(z.regex(/^([1-9]\d{0,2}|1000)$/))),
  /** The number of the last event of the page before. */
  cursor: z.optional(z.string().check(z.regex(/^\d{1,15}$/))),
});

/** `GET /v1/rejected`: the last refused events, youngest first, and the counts of all. */
export const rejected = new Hono<AppEnv>();

rejected.get("/v1/rejected", requireSecretKey(), readQuery(querySchema), async (c) => {
  const { limit, cursor } = c.var.query;
  const before = cursor === undefined ? null : Number(cursor);
  const page = await storeStub(c.env, c.var.store).rejected(before, Number(limit ?? DEFAULT_LIMIT));
  return c.json({
    data: page.records.map((record) => ({
      received_at: new Date(record.receivedAt).toISOString(),
      message_id: record.messageId,
      code: record.code,
      message: record.message,
      type: record.type,
      event: record.event,
      fields: record.fields,
    })),
    next_cursor: page.nextBefore === null ? null : String(page.nextBefore),
    total: page.total,
    by_code: page.byCode,
  });
});
