import { DISABLED_BY_OWNER, type EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import type { WebhookChange } from "../../protocol/webhook-change.ts";

/** An endpoint after its owner's change. Disabling one that is disabled already keeps the reason. */
export function changedEndpoint(record: EndpointRecord, change: WebhookChange): EndpointRecord {
  return {
    ...record,
    url: change.url ?? record.url,
    eventTypes: change.event_types === undefined ? record.eventTypes : [...new Set(change.event_types)],
    stages: change.stages ?? record.stages,
    identities: change.identities ?? record.identities,
    description: change.description ?? record.description,
    disabledReason: disabledReason(record.disabledReason, change.disabled),
  };
}

function disabledReason(before: string | null, disabled: boolean | undefined): string | null {
  if (disabled === undefined) return before;
  return disabled ? (before ?? DISABLED_BY_OWNER) : null;
}
