import { Hono } from "hono";
import type { ReplaySelection } from "../../durable-objects/webhook/replay.ts";
import { verdictOf } from "../../engine/webhook/verdict.ts";
import {
  deliveriesParametersSchema,
  replaySchema,
  type DeliveriesAnswer,
  type Replay,
  type ReplayAnswer,
} from "../../protocol/delivery.ts";
import { webhookTestSchema } from "../../protocol/webhook.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { findEndpoint } from "../middleware/find-endpoint.ts";
import { readJson } from "../middleware/read-json.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";
import { endpointStub } from "../webhooks/endpoint-stub.ts";
import { testMessage } from "../webhooks/test-message.ts";
import { toAttempt, toDelivery } from "../webhooks/to-delivery.ts";

const DEFAULT_LIMIT = 100;

/** What goes to a webhook endpoint: a test, the delivery log, replay. */
export const deliveries = new Hono<AppEnv>();

deliveries.post(
  "/v1/webhooks/:id/test",
  requireSecretKey(),
  findEndpoint(),
  readJson(webhookTestSchema, "invalid_parameter", { whenEmpty: {} }),
  async (c) => {
    const { store, endpoint, body } = c.var;
    const message = testMessage(crypto.randomUUID(), Date.now(), body.event_type);
    const record = await endpointStub(c.env, store, endpoint.id).sendTest(message);
    if (record === null) return apiError("not_found");
    const delivered = verdictOf(record.status) === "delivered";
    return c.json({ message_id: message.id, delivered, ...toAttempt(record) });
  },
);

deliveries.get(
  "/v1/webhooks/:id/deliveries",
  requireSecretKey(),
  findEndpoint(),
  readQuery(deliveriesParametersSchema),
  async (c) => {
    const { store, endpoint, query } = c.var;
    const { limit = DEFAULT_LIMIT } = query;
    // One row more than the page tells whether there is another page.
    const rows = await endpointStub(c.env, store, endpoint.id).deliveries({
      state: query.state ?? null,
      type: query.event_type ?? null,
      shopper: query.shopper ?? null,
      start: query.start === undefined ? null : Date.parse(query.start),
      end: query.end === undefined ? null : Date.parse(query.end),
      before: query.cursor === undefined ? null : Number(query.cursor),
      limit: limit + 1,
    });
    const page = rows.slice(0, limit);
    const last = page.at(-1);
    const answer: DeliveriesAnswer = {
      data: page.map(toDelivery),
      next_cursor: last !== undefined && rows.length > limit ? String(last.seq) : null,
    };
    return c.json(answer);
  },
);

deliveries.post(
  "/v1/webhooks/:id/replay",
  requireSecretKey(),
  findEndpoint(),
  readJson(replaySchema, "invalid_parameter"),
  async (c) => {
    const { store, endpoint, body } = c.var;
    const result = await endpointStub(c.env, store, endpoint.id).replay(toSelection(body));
    if (result.ok) {
      const answer: ReplayAnswer = { replayed: result.replayed, more: result.more };
      return c.json(answer, 202);
    }
    if (result.reason === "disabled") return apiError("conflict", { message: "The endpoint is disabled." });
    return apiError("not_found");
  },
);

function toSelection(body: Replay): ReplaySelection {
  if ("message_id" in body) return { id: body.message_id };
  if ("dead_letters" in body) return { deadLetters: true };
  return { start: Date.parse(body.start), end: Date.parse(body.end) };
}
