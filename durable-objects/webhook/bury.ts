import type { QueueEntry } from "./delivery-queue.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { finish } from "./settle.ts";

/** Makes dead letters of messages that wait at a disabled endpoint: they can be replayed later. Else does nothing. */
export function buryQueue(storage: EndpointStorage, entries: QueueEntry[], now: number): void {
  const { endpoint, queue } = storage;
  if (endpoint === null || endpoint.disabledReason === null) return;
  storage.transaction(() => {
    for (const entry of entries) {
      const message = queue.read(entry);
      if (message === null) continue;
      finish(storage, entry, message, {
        state: "dead",
        reason: "endpoint_disabled",
        attempts: entry.attempts,
        history: message.history,
        finishedAt: now,
      });
    }
  });
}
