import type { Env } from "../../durable-objects/env.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import type { WebhookEndpoint } from "../../durable-objects/webhook/webhook-endpoint.ts";

/** The object of a store's webhook endpoint, for one request, which is counted. */
export function endpointStub(
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  store: string,
  endpointId: string,
): DurableObjectStub<WebhookEndpoint> {
  storageCounters.addRequest("WebhookEndpoint");
  return env.WEBHOOK_ENDPOINT.get(env.WEBHOOK_ENDPOINT.idFromName(`${store}/${endpointId}`));
}
