import type { Env } from "../../durable-objects/env.ts";
import { shopperCounters } from "../../durable-objects/shopper/shopper-counters.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import { webhookCounters } from "../../durable-objects/webhook/webhook-counters.ts";
import { refusedCounters } from "../abuse/refused-counters.ts";
import { ingestCounters } from "../ingest/ingest-counters.ts";
import { endpointFamilies } from "./endpoint-families.ts";
import { counterFamily, histogramFamily, prometheusText } from "./prometheus-text.ts";

/**
 * The page of `GET /metrics`: what this isolate has counted since it started, and what waits at the endpoints of some
 * stores.
 */
export async function metricsText(
  env: Pick<Env, "STORE" | "WEBHOOK_ENDPOINT">,
  stores: readonly string[],
  now: number,
): Promise<string> {
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
      {
        name: "cartbeat_webhook_attempts_total",
        help: "Attempts to deliver made by this isolate, by what came of them.",
      },
      ["result"],
      webhookCounters.attempts(),
    ),
    ...(await endpointFamilies(env, stores, now)),
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
    counterFamily(
      { name: "cartbeat_do_alarms_total", help: "Alarms that rang in objects of this isolate, by class." },
      ["class"],
      storageCounters.alarms(),
    ),
    counterFamily(
      { name: "cartbeat_do_active_seconds_total", help: "Time that objects were awake after their answers, by class." },
      ["class"],
      new Map(Array.from(storageCounters.active(), ([name, ms]) => [name, ms / 1000])),
    ),
  ]);
}
