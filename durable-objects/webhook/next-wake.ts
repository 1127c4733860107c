import { DAY_MS } from "../../engine/constants.ts";
import { oldestEnding } from "./delivery-log.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";

/** How long the log remembers what ended: the time in which a message can be replayed and is not taken again. */
export const LOG_RETENTION_MS = 30 * DAY_MS;

/** When there is next something to do, epoch milliseconds, not before `now`; null when nothing is waiting. */
export function nextWakeAt(storage: EndpointStorage, now: number): number | null {
  const times = [...deliveryTimes(storage, now), ...retentionTimes(storage)];
  return times.length === 0 ? null : Math.max(now, Math.min(...times));
}

function deliveryTimes({ endpoint, queue }: EndpointStorage, now: number): number[] {
  if (endpoint === null) return [];
  if (endpoint.disabledReason !== null) return queue.size > 0 || !endpoint.storeKnows ? [now] : [];
  const earliest = queue.heads().reduce((least, entry) => Math.min(least, entry.nextAt), Infinity);
  return earliest === Infinity ? [] : [Math.max(earliest, endpoint.pausedUntil ?? 0)];
}

/** Once a day at most, however many messages end their time in it. */
function retentionTimes({ sql }: EndpointStorage): number[] {
  const oldest = oldestEnding(sql);
  return oldest === null ? [] : [Math.ceil((oldest + LOG_RETENTION_MS) / DAY_MS) * DAY_MS];
}
