import { Hono } from "hono";
import * as z from "zod/mini";
import { REFUSE_ERASED_MS } from "../../durable-objects/shopper/refuse-erased.ts";
import type { Erasure } from "../../protocol/erasure.ts";
import { MAX_ID_LENGTH } from "../../protocol/limits.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { shopperConfig } from "../shopper-config.ts";
import { shopperKeys } from "../shopper-keys.ts";
import { shopperStub } from "../shopper-stub.ts";
import { eraseLogged } from "../shoppers/erase-logged.ts";
import { storeStub } from "../store-stub.ts";

const querySchema = z.object({ kind: z.optional(z.enum(["user", "anonymous"])) });

/** `DELETE /v1/shoppers/:id`: erases a shopper everywhere, under every id it had. Done when it answers. */
export const erase = new Hono<AppEnv>();

erase.delete("/v1/shoppers/:id", requireSecretKey(), readQuery(querySchema), async (c) => {
  const id = c.req.param("id");
  if (id.length > MAX_ID_LENGTH) return apiError("not_found");
  const { store } = c.var;
  const config = shopperConfig(c.var.config);
  let known = false;
  try {
    for (const shopper of shopperKeys(id, c.var.query.kind)) {
      known = (await shopperStub(c.env, store, shopper).erase(config)) || known;
    }
    if (!known) {
      for (const shopper of shopperKeys(id, c.var.query.kind)) {
        known = (await eraseLogged(c.env, c.var.config, shopper)) || known;
      }
    }
    await storeStub(c.env, store).forgetInRejected(id);
  } catch (error) {
    console.error("A shopper could not be erased everywhere; its alarm goes on with it", error);
    return apiError("unavailable", { message: "Not everything is erased yet. It goes on; ask again to see it done." });
  }
  if (!known) return apiError("not_found", { message: "There is no such shopper." });
  const now = Date.now();
  const body: Erasure = {
    erased: true,
    as_of: new Date(now).toISOString(),
    resent_refused_until: new Date(now + REFUSE_ERASED_MS).toISOString(),
  };
  return c.json(body);
});
