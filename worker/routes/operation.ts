import { Hono } from "hono";
import { shopperCounters } from "../../durable-objects/shopper/shopper-counters.ts";
import { registryStub } from "../../durable-objects/registry/registered-stores.ts";
import { storeSeeds } from "../../durable-objects/store/store-seed.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import { refusedCounters } from "../abuse/refused-counters.ts";
import { adminKey } from "../admin-key.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { ingestCounters } from "../ingest/ingest-counters.ts";
import { counterFamily, histogramFamily, prometheusText } from "../metrics/prometheus-text.ts";
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
  (c) => c.text(metricsText(), 200, { "Content-Type": "text/plain; version=0.0.4; charset=utf-8" }),
);

function metricsText(): string {
  return prometheusText([
    counterFamily(
      { name: "cartbeat_events_total", help: "Events received by this isolate, by what became of them." },
      ["result"],
      ingestCounters.byResult(),
    ),
    counterFamily(
      { name: "cartbeat_alerts_total", help: "Outcomes decided in this isolate, by stage of the cart and result." },
      ["stage", "result"],
      shopperCounters.outcomes(),
    ),
    counterFamily(
      { name: "cartbeat_refused_requests_total", help: "Requests refused by this isolate, by what was too much." },
      ["reason"],
      refusedCounters.byReason(),
    ),
    histogramFamily(
      { name: "cartbeat_alert_delay_seconds", help: "From an alert's deadline to its firing, late events left out." },
      shopperCounters.alertDelay(),
    ),
    histogramFamily(
      { name: "cartbeat_shard_lag_seconds", help: "From a shopper's change until its metrics shard has it." },
      shopperCounters.shardLag(),
    ),
    counterFamily(
      { name: "cartbeat_rows_written_total", help: "Rows written by objects of this isolate, by class." },
      ["class"],
      storageCounters.rowsWritten(),
    ),
    counterFamily(
      { name: "cartbeat_do_requests_total", help: "Requests made to objects by this isolate, by class." },
      ["class"],
      storageCounters.requests(),
    ),
  ]);
}
