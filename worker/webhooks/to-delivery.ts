import type { AttemptRecord } from "../../durable-objects/webhook/attempt-record.ts";
import type { DeliveryRecord } from "../../durable-objects/webhook/list-deliveries.ts";
import type { Delivery, DeliveryAttempt } from "../../protocol/delivery.ts";

/** A message of the delivery log as the API shows it. */
export function toDelivery(record: DeliveryRecord): Delivery {
  return {
    id: record.id,
    event_type: record.type,
    // On the wire a shopper is the bare id, without the kind in front.
    shopper: record.shopper.slice(2),
    state: record.state,
    reason: record.reason,
    attempts: record.attempts,
    created_at: toTime(record.enqueuedAt),
    finished_at: record.finishedAt === null ? null : toTime(record.finishedAt),
    next_attempt_at: record.nextAt === null ? null : toTime(record.nextAt),
    history: record.history.map(toAttempt),
  };
}

/** An attempt as the API shows it. */
export function toAttempt(record: AttemptRecord): DeliveryAttempt {
  return {
    at: toTime(record.at),
    status: record.status,
    duration_ms: record.durationMs,
    error: record.error,
    response: record.response,
  };
}

function toTime(ms: number): string {
  return new Date(ms).toISOString();
}
