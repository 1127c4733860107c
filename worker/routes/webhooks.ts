import { Hono } from "hono";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { EndpointRecord } from "../../durable-objects/store/endpoint-record.ts";
import type { Env } from "../../durable-objects/env.ts";
import { allowsLocalWebhooks } from "../../durable-objects/webhook/allows-local-webhooks.ts";
import { refusalOfUrl } from "../../engine/webhook/refusal-of-url.ts";
import { webhookChangeSchema, type WebhookSecret } from "../../protocol/webhook-change.ts";
import { webhookCreateSchema } from "../../protocol/webhook.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { findEndpoint } from "../middleware/find-endpoint.ts";
import { readJson } from "../middleware/read-json.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { storeStub } from "../store-stub.ts";
import { changedEndpoint } from "../webhooks/changed-endpoint.ts";
import { endpointStatuses } from "../webhooks/endpoint-statuses.ts";
import { endpointStub } from "../webhooks/endpoint-stub.ts";
import { newEndpoint, newSecret } from "../webhooks/new-endpoint.ts";
import { toWebhook, withStatus } from "../webhooks/to-webhook.ts";
import { urlRefusalMessage } from "../webhooks/url-refusal-message.ts";

/** Every outcome goes to every endpoint that wants it, so their number is kept small. */
const MAX_ENDPOINTS = 50;
/** Secrets are shown once: nothing on the way may keep them. */
const NO_STORE = { "Cache-Control": "no-store" };

/** Webhook endpoints: create, list, change, delete, new secret. */
export const webhooks = new Hono<AppEnv>();

webhooks.post("/v1/webhooks", requireSecretKey(), readJson(webhookCreateSchema, "invalid_webhook"), async (c) => {
  const { store } = c.var;
  const refused = refusedUrl(c.env, c.var.body.url);
  if (refused !== null) return refused;
  const endpoints = await storeStub(c.env, store).endpoints();
  if (endpoints.length >= MAX_ENDPOINTS) return apiError("conflict", { message: "There are too many endpoints." });
  const record = newEndpoint(c.var.body, Date.now());
  const secret = newSecret();
  await endpointStub(c.env, store, record.id).configure(record, store, secret);
  await publish(c.env, store, record);
  return c.json({ ...toWebhook(record), secret }, 201, NO_STORE);
});

webhooks.get("/v1/webhooks", requireSecretKey(), async (c) => {
  const endpoints = await storeStub(c.env, c.var.store).endpoints();
  const statuses = await endpointStatuses(c.env, c.var.store, endpoints);
  const data = endpoints.map((endpoint, index) => withStatus(endpoint, statuses[index] ?? null));
  return c.json({ data, next_cursor: null });
});

webhooks.get("/v1/webhooks/:id", requireSecretKey(), findEndpoint(), async (c) => {
  const { store, endpoint } = c.var;
  const [status = null] = await endpointStatuses(c.env, store, [endpoint]);
  return c.json(withStatus(endpoint, status));
});

webhooks.patch(
  "/v1/webhooks/:id",
  requireSecretKey(),
  findEndpoint(),
  readJson(webhookChangeSchema, "invalid_webhook"),
  async (c) => {
    const { store, endpoint, body } = c.var;
    const refused = body.url === undefined ? null : refusedUrl(c.env, body.url);
    if (refused !== null) return refused;
    const record = changedEndpoint(endpoint, body);
    await endpointStub(c.env, store, record.id).configure(record, store);
    await publish(c.env, store, record);
    return c.json(toWebhook(record));
  },
);

webhooks.delete("/v1/webhooks/:id", requireSecretKey(), findEndpoint(), async (c) => {
  const { store, endpoint } = c.var;
  await storeStub(c.env, store).deleteEndpoint(endpoint.id);
  forgetStoreConfig(store);
  await endpointStub(c.env, store, endpoint.id).remove();
  return c.body(null, 204);
});

webhooks.post("/v1/webhooks/:id/secret", requireSecretKey(), findEndpoint(), async (c) => {
  const { store, endpoint } = c.var;
  const secret = newSecret();
  const previousUntil = await endpointStub(c.env, store, endpoint.id).rotateSecret(secret);
  if (previousUntil === null) return apiError("not_found");
  const answer: WebhookSecret = {
    id: endpoint.id,
    secret,
    previous_expires_at: new Date(previousUntil).toISOString(),
  };
  return c.json(answer, 201, NO_STORE);
});

/** The store's list is what shoppers send by: it changes last, when the endpoint's object is ready. */
async function publish(env: Env, store: string, record: EndpointRecord): Promise<void> {
  await storeStub(env, store).putEndpoint(record);
  forgetStoreConfig(store);
}

function refusedUrl(env: Env, url: string): Response | null {
  const refusal = refusalOfUrl(url, { allowLocal: allowsLocalWebhooks(env) });
  if (refusal === null) return null;
  return apiError("invalid_webhook", { parameter: "url", message: urlRefusalMessage(refusal) });
}
