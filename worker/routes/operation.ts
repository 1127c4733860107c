import { Hono } from "hono";
import { registryStub } from "../../durable-objects/registry/registered-stores.ts";
import { storeSeeds } from "../../durable-objects/store/store-seed.ts";
import { adminKey } from "../admin-key.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { metricsText } from "../metrics/metrics-text.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** What the operator's tools ask for: `GET /health`, `GET /metrics`. */
export const operation = new Hono<AppEnv>();

/** Healthy means that a store can be read: past the caches, through the storage. */
operation.get("/health", async (c) => {
  const [seed] = storeSeeds(c.env);
  if (seed === undefined && adminKey(c.env) === null) {
    return apiError("unavailable", { message: "No store is configured. Development keys do not count in production." });
  }
  try {
    if (seed === undefined) await registryStub(c.env).stores();
    else await c.env.STORE.get(c.env.STORE.idFromName(seed.store)).config(Date.now());
  } catch (error) {
    console.error("The store cannot be reached", error);
    return apiError("unavailable", { message: "The store cannot be reached." });
  }
  return c.json({ status: "ok" }, 200, { "Cache-Control": "no-store" });
});

/** Open in development; in production the figures are the owner's. */
operation.get(
  "/metrics",
  async (c, next) => (c.env.MODE === "production" ? requireSecretKey()(c, next) : next()),
  async (c) => {
    const own = c.env.MODE === "production" ? [c.var.config.store] : storeSeeds(c.env).map(({ store }) => store);
    const text = await metricsText(c.env, own, Date.now());
    return c.text(text, 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" });
  },
);
