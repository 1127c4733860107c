import { type Context, Hono } from "hono";
import { MAX_BATCH_MESSAGES } from "../../protocol/limits.ts";
import { withRoom } from "../abuse/with-room.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { importMessages } from "../import/import-messages.ts";
import { readHistory } from "../import/read-history.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** `POST /v1/import`: history, of any age, as a batch of messages or as NDJSON. */
export const historyImport = new Hono<AppEnv>();

historyImport.post("/v1/import", requireSecretKey(), async (c) => {
  const read = await readHistory(c.req.raw);
  if (!read.ok) return apiError(read.code);
  if (read.messages.length > MAX_BATCH_MESSAGES) return apiError("too_many_messages");
  return await withRoom(c.env, Date.now(), async () => take(c, read.messages));
});

async function take(c: Context<AppEnv>, messages: unknown[]): Promise<Response> {
  try {
    const imported = await importMessages(c.env, c.var.config, messages, Date.now());
    return imported === null ? apiError("unavailable") : c.json(imported);
  } catch (error) {
    // Whatever failed, the history is not all durable: it must come again.
    console.error("History could not be taken", error);
    return apiError("unavailable");
  }
}
