import { Hono } from "hono";
import * as z from "zod/mini";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { settingsPatchSchema } from "../../protocol/settings.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readBody } from "../ingest/read-body.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { storeStub } from "../store-stub.ts";

/** `GET` and `PATCH /v1/settings`. */
export const settings = new Hono<AppEnv>();

settings.get("/v1/settings", requireSecretKey(), readQuery(z.object({})), async (c) =>
  c.json(await storeStub(c.env, c.var.store).settings()),
);

settings.patch("/v1/settings", requireSecretKey(), async (c) => {
  const read = await readBody(c.req.raw);
  if (!read.ok) return apiError(read.code);
  const parsed = settingsPatchSchema.safeParse(read.body);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    // The path names fields of ours; an unknown field is not in it and is not repeated.
    const parameter = issue?.path.join(".") ?? "";
    return apiError("invalid_setting", parameter === "" ? {} : { parameter });
  }
  const result = await storeStub(c.env, c.var.store).patchSettings(parsed.data);
  if ("fixed" in result) return apiError("setting_is_fixed", { parameter: result.fixed });
  forgetStoreConfig(c.var.store);
  return c.json(result.settings);
});
