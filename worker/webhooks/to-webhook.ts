import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import type { Webhook } from "../../protocol/webhook.ts";

/** An endpoint as the API shows it, without its secret. */
export function toWebhook(record: EndpointRecord): Webhook {
  return {
    id: record.id,
    url: record.url,
    event_types: record.eventTypes,
    description: record.description,
    disabled: record.disabledReason !== null,
    disabled_reason: record.disabledReason,
    created_at: new Date(record.createdAt).toISOString(),
  };
}
