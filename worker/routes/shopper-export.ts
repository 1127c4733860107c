import { Hono } from "hono";
import * as z from "zod/mini";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperKeys } from "../shopper-keys.ts";
import { exportShopper } from "../shoppers/export-shopper.ts";

const querySchema = z.object({ kind: z.optional(z.enum(["user", "anonymous"])) });

/** `GET /v1/shoppers/:id/export`: everything that is held of one shopper, for whoever asks what it is. */
export const shopperExport = new Hono<AppEnv>();

shopperExport.get("/v1/shoppers/:id/export", requireSecretKey(), readQuery(querySchema), async (c) => {
  const id = c.req.param("id");
  const keys = id.length > MAX_ID_LENGTH ? [] : shopperKeys(id, c.var.query.kind);
  for (const shopper of keys) {
    const held = await exportShopper(c.env, c.var.config, shopper);
    if (held !== null) return c.json(held, 200, { "Cache-Control": "no-store" });
  }
  return apiError("not_found", { message: "There is no such shopper.", parameter: "id" });
});
