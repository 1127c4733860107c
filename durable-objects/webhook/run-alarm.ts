import { buryQueue } from "./bury.ts";
import type { Deliveries } from "./deliveries.ts";
import type { QueueEntry } from "./delivery-queue.ts";
import { pruneLog } from "./delivery-log.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { LOG_RETENTION_MS, nextWakeAt } from "./next-wake.ts";
import { SAFETY_MS } from "./enqueue.ts";

/** What the alarm needs of the outside. */
export interface AlarmContext {
  /** Epoch milliseconds. */
  clock: () => number;
  /** `Store.disableEndpoint`. */
  tellStore: (store: string, endpointId: string, reason: string) => Promise<void>;
  /** Rejects when it is aborted. */
  sleep: (ms: number, signal: AbortSignal) => Promise<void>;
}

/** Rows per run for each task that goes through rows. */
const CHUNK = 500;
const RETRY_MS = 30_000;

/**
 * Everything an endpoint does by the clock, each task by itself: one that fails is tried again and holds up no other.
 * Never rejects. Arms the alarm last, for whatever is next.
 */
export async function runAlarm(
  storage: EndpointStorage,
  deliveries: Deliveries,
  { clock, tellStore, sleep }: AlarmContext,
): Promise<void> {
  storage.disarmed();
  if (storage.endpoint === null) return;
  const results = [
    await succeeds("prune", () => void pruneLog(storage.sql, clock() - LOG_RETENTION_MS, CHUNK)),
    await succeeds("bury", () => buryQueue(storage, waiting(storage, deliveries), clock())),
    await succeeds("tell_store", () => tellStoreOfDisabling(storage, tellStore)),
    await succeeds("deliver", () => {
      deliveries.start();
      return idleOrLate(deliveries, sleep);
    }),
  ];

  const now = clock();
  const next = nextWakeAt(storage, now);
  if (next === null && deliveries.inFlight === 0) return;
  // Whatever is due now and not yet in flight waits for its turn, or for a task that has just failed.
  const pauseMs = results.includes(false) ? RETRY_MS : deliveries.inFlight > 0 ? SAFETY_MS : 0;
  storage.armAt(Math.max(next ?? 0, now + pauseMs));
}

/** The runtime keeps the object while its alarm runs; what takes longer goes on by itself. */
async function idleOrLate(deliveries: Deliveries, sleep: AlarmContext["sleep"]): Promise<void> {
  // A timer that nobody waits for would keep the object in memory.
  const late = new AbortController();
  await Promise.race([deliveries.idle(), sleep(SAFETY_MS, late.signal)]);
  late.abort();
}

function waiting({ queue }: EndpointStorage, deliveries: Deliveries): QueueEntry[] {
  return queue.first(CHUNK).filter((entry) => !deliveries.isInFlight(entry));
}

async function tellStoreOfDisabling(storage: EndpointStorage, tellStore: AlarmContext["tellStore"]): Promise<void> {
  const { endpoint } = storage;
  if (endpoint === null || endpoint.disabledReason === null || endpoint.storeKnows) return;
  await tellStore(endpoint.store, endpoint.id, endpoint.disabledReason);
  storage.transaction(() => {
    const present = storage.endpoint;
    if (present !== null && present.disabledReason === endpoint.disabledReason) {
      storage.saveEndpoint({ ...present, storeKnows: true });
    }
  });
}

async function succeeds(task: string, run: () => void | Promise<void>): Promise<boolean> {
  try {
    await run();
    return true;
  } catch (error) {
    console.error("webhook_alarm_task_failed", task, error);
    return false;
  }
}
