import type { EndpointHealth } from "../../engine/webhook/endpoint-health.ts";
import { countDeadLetters } from "./delivery-log.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";

/** How an endpoint is doing: cheap to ask for, however long its queue and its log are. Times are epoch milliseconds. */
export interface EndpointStatus {
  /** Messages that are still to be delivered, those in flight included. */
  pending: number;
  /** When the one that has waited longest came in; null when nothing waits. */
  oldestPendingAt: number | null;
  inFlight: number;
  /** Dead letters that can be replayed. */
  deadLetters: number;
  health: EndpointHealth;
}

/** The status of an endpoint; null for one that is not there. */
export function endpointStatus({ endpoint, queue, sql }: EndpointStorage, inFlight: number): EndpointStatus | null {
  if (endpoint === null) return null;
  return {
    pending: queue.size,
    oldestPendingAt: queue.first(1)[0]?.enqueuedAt ?? null,
    inFlight,
    deadLetters: countDeadLetters(sql),
    health: endpoint.health,
  };
}
