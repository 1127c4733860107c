import { hasEnded, logEnding } from "./delivery-log.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { nextWakeAt } from "./next-wake.ts";
import type { WebhookMessage } from "./webhook-message.ts";

/**
 * The alarm rings this long after messages came in, in case the runtime was killed while they were being delivered.
 * One alarm serves every message of that time.
 */
export const SAFETY_MS = 10_000;

/**
 * Takes messages into the queue, durably and with the alarm, in one transaction. One that is here already, or has ended
 * here, is not taken again. For a disabled endpoint they become dead letters at once; for one that was deleted they are
 * nothing.
 */
export function enqueue(storage: EndpointStorage, messages: WebhookMessage[], now: number): void {
  const { endpoint, queue, sql } = storage;
  if (endpoint === null) return;
  storage.transaction(() => {
    for (const message of messages) {
      if (queue.find(message.id) !== undefined || hasEnded(sql, message.id)) continue;
      const queued = { ...message, seq: storage.takeSeq(), enqueuedAt: now, history: [] };
      if (endpoint.disabledReason === null) queue.add(queued, now);
      else {
        logEnding(sql, queued, {
          state: "dead",
          reason: "endpoint_disabled",
          attempts: 0,
          history: [],
          finishedAt: now,
        });
      }
    }
    if (queue.size > 0) storage.armBy(now + SAFETY_MS);
    else if (endpoint.disabledReason !== null) storage.armBy(nextWakeAt(storage, now) ?? now + SAFETY_MS);
  });
}
