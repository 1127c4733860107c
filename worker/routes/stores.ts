import { Hono } from "hono";
import * as z from "zod/mini";
import { forgetRegisteredStores, registryStub, storeExists } from "../../durable-objects/registry/registered-stores.ts";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import { storeSeeds } from "../../durable-objects/store/store-seed.ts";
import type { CreatedStore } from "../../protocol/stores.ts";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { readJson } from "../middleware/read-json.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireAdminKey } from "../middleware/require-admin-key.ts";
import { randomHex } from "../random-hex.ts";
import { listStores } from "../stores/list-stores.ts";

const KEY_RANDOM_BYTES = 20;
const STORE_NAME = /^[a-z0-9][a-z0-9_-]{0,63}$/;

const storeCreateSchema = z.strictObject({ store: z.string().check(z.regex(STORE_NAME)) });

/** Stores, for the operator: `POST /v1/stores`, `GET /v1/stores`, `DELETE /v1/stores/:id`. */
export const stores = new Hono<AppEnv>();

stores.post("/v1/stores", requireAdminKey(), readJson(storeCreateSchema, "invalid_parameter"), async (c) => {
  const { store } = c.var.body;
  const created: CreatedStore = {
    store,
    write_key: `wk_${store}_${randomHex(KEY_RANDOM_BYTES)}`,
    secret_key: `sk_${store}_${randomHex(KEY_RANDOM_BYTES)}`,
  };
  const isConfigured = storeSeeds(c.env).some((seed) => seed.store === store);
  if (isConfigured || !(await registryStub(c.env).create(created, Date.now()))) {
    return apiError("conflict", { message: "There is, or was, a store of that name.", parameter: "store" });
  }
  forgetRegisteredStores();
  forgetStoreConfig(store);
  return c.json(created, 201, { "Cache-Control": "no-store" });
});

stores.get("/v1/stores", requireAdminKey(), readQuery(noParametersSchema), async (c) =>
  c.json({ data: await listStores(c.env), next_cursor: null }, 200, { "Cache-Control": "no-store" }),
);

// What a store holds stays until its retention; what is closed cannot be opened again.
stores.delete("/v1/stores/:id", requireAdminKey(), async (c) => {
  const store = c.req.param("id");
  if (!STORE_NAME.test(store) || !(await storeExists(c.env, store, Date.now()))) return apiError("not_found");
  await registryStub(c.env).close(store, Date.now());
  forgetStoreConfig(store);
  return c.body(null, 204);
});
