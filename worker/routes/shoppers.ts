import { Hono } from "hono";
import * as z from "zod/mini";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperKeys } from "../shopper-keys.ts";
import { shopperStub } from "../shopper-stub.ts";

const querySchema = z.object({ kind: z.optional(z.enum(["user", "anonymous"])) });

/** `GET /v1/shoppers/:id`: state and timers of one shopper. */
export const shoppers = new Hono<AppEnv>();

shoppers.get("/v1/shoppers/:id", requireSecretKey(), readQuery(querySchema), async (c) => {
  const id = c.req.param("id");
  if (id.length > MAX_ID_LENGTH) return apiError("not_found");
  const config = shopperConfig(c.var.config);
  for (const shopper of shopperKeys(id, c.var.query.kind)) {
    // One after the other: mostly the first is found, and an object that is asked must be made if it is not there.
    const view = await shopperStub(c.env, c.var.store, shopper).view(config);
    if (view !== null) return c.json(view);
  }
  return apiError("not_found", { message: "There is no such shopper." });
});
