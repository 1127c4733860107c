import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import type { EndpointStatus } from "../../durable-objects/webhook/endpoint-status.ts";
import { IDENTITIES, STAGES } from "../../protocol/outcome.ts";
import type { Webhook, WebhookStatus } from "../../protocol/webhook.ts";

/** An endpoint as the API shows it, without its secret. */
export function toWebhook(record: EndpointRecord): Webhook {
  return {
    id: record.id,
    url: record.url,
    event_types: record.eventTypes,
    stages: STAGES.filter((stage) => record.stages?.includes(stage) ?? true),
    identities: IDENTITIES.filter((identity) => record.identities?.includes(identity) ?? true),
    description: record.description,
    disabled: record.disabledReason !== null,
    disabled_reason: record.disabledReason,
    created_at: new Date(record.createdAt).toISOString(),
  };
}

/** The same with how it is doing, as it was asked of its object; null when that did not answer. */
export function withStatus(record: EndpointRecord, status: EndpointStatus | null): Webhook {
  return { ...toWebhook(record), status: status === null ? null : toStatus(status) };
}

function toStatus({ pending, oldestPendingAt, deadLetters, health }: EndpointStatus): WebhookStatus {
  return {
    pending,
    oldest_pending_at: toTime(oldestPendingAt),
    dead_letters: deadLetters,
    consecutive_failures: health.consecutiveFailures,
    failing_since: toTime(health.failingSince),
  };
}

function toTime(ms: number | null): string | null {
  return ms === null ? null : new Date(ms).toISOString();
}
