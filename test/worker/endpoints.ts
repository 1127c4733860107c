import { expect } from "vitest";
import { env } from "cloudflare:workers";
import type { WebhookMessage } from "../../durable-objects/webhook/webhook-message.ts";
import type { DeliveriesAnswer } from "../../protocol/delivery.ts";
import type { Webhook } from "../../protocol/webhook.ts";
import { callAsOwner } from "./call.ts";

export const PATH = "/v1/webhooks";
/** Nothing listens on port 1, and a connection to it fails at once. */
export const DEAF = "http://127.0.0.1:1/webhooks";

/** Creates an endpoint through the API. */
export async function createEndpoint(body: object = { url: DEAF }): Promise<Webhook & { secret: string }> {
  const response = await callAsOwner(PATH, { body });
  expect(response.status).toBe(201);
  return response.json();
}

/** The store's endpoints as the API lists them. */
export async function listEndpoints(): Promise<Webhook[]> {
  const { data } = await (await callAsOwner(PATH)).json<{ data: Webhook[] }>();
  return data;
}

/** Deletes every endpoint of the store. */
export async function deleteEndpoints(): Promise<void> {
  await Promise.all((await listEndpoints()).map(({ id }) => callAsOwner(`${PATH}/${id}`, { method: "DELETE" })));
}

/** A page of an endpoint's delivery log. */
export async function deliveriesOf(id: string, query = ""): Promise<DeliveriesAnswer> {
  return (await callAsOwner(`${PATH}/${id}/deliveries${query}`)).json();
}

/** The object behind an endpoint. */
export function objectOf(id: string) {
  return env.WEBHOOK_ENDPOINT.get(env.WEBHOOK_ENDPOINT.idFromName(`dev/${id}`));
}

/** A message of shopper `ann`. */
export function messageOf(id: string): WebhookMessage {
  return { id, type: "cart.abandoned", shopper: "u:ann", body: "{}" };
}
