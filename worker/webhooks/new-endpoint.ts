import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import { OUTCOME_TYPES } from "../../protocol/outcome.ts";
import type { WebhookCreate } from "../../protocol/webhook.ts";
import { randomHex } from "../random-hex.ts";

const ID_BYTES = 12;
/** Standard Webhooks asks for 24 to 64. */
const SECRET_BYTES = 32;

/** A new endpoint with an id of its own, enabled. */
export function newEndpoint(create: WebhookCreate, now: number): EndpointRecord {
  return {
    id: `we_${randomHex(ID_BYTES)}`,
    url: create.url,
    eventTypes: [...new Set(create.event_types ?? OUTCOME_TYPES)],
    stages: create.stages,
    identities: create.identities,
    description: create.description ?? "",
    disabledReason: null,
    createdAt: now,
  };
}

/** A new signing secret: `whsec_` and random bytes in base64. */
export function newSecret(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(SECRET_BYTES));
  return `whsec_${btoa(String.fromCharCode(...bytes))}`;
}
