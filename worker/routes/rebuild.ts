import { Hono } from "hono";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { storeStub } from "../store-stub.ts";

/** `POST /v1/rebuild` and `GET /v1/rebuild/status`: the metrics made anew from the log. */
export const rebuild = new Hono<AppEnv>();

rebuild.post("/v1/rebuild", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const status = await storeStub(c.env, c.var.store).startRebuilding();
  if (status === null) return apiError("conflict", { message: "The metrics are being rebuilt already." });
  return c.json(status, 202);
});

rebuild.get("/v1/rebuild/status", requireSecretKey(), readQuery(noParametersSchema), async (c) => {
  const status = await storeStub(c.env, c.var.store).rebuildStatus();
  return c.json(status, 200, { "Cache-Control": "no-store" });
});
