import * as z from "zod/mini";
import { deliveriesParametersSchema, replaySchema } from "../../protocol/delivery.ts";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import { settingsPatchSchema, settingsSchema } from "../../protocol/settings.ts";
import { webhookChangeSchema } from "../../protocol/webhook-change.ts";
import { webhookCreateSchema, webhookTestSchema } from "../../protocol/webhook.ts";
import type { Operation } from "./operation.ts";

type Part = Pick<Operation, "method" | "path" | "summary" | "answer"> & Partial<Operation>;
const webhook = (part: Part): Operation => ({ tag: "Webhooks", key: "secret", errors: ["not_found"], ...part });
const store = (part: Part): Operation => ({ tag: "Store", key: "secret", ...part });
const dashboard = (part: Part): Operation => ({ tag: "Dashboard", key: "none", ...part });

const ENDPOINT = "/v1/webhooks/:id";
const rotationSchema = z.strictObject({
  kind: z.enum(["write", "secret", "read", "identity"]),
  previous_expires_at: z.optional(z.iso.datetime({ offset: true })),
});

/** Endpoints, settings, keys, the dashboard's own routes, and what an operator asks for. */
export const storeOperations: Operation[] = [
  webhook({ method: "get", path: "/v1/webhooks", summary: "The endpoints", answer: "All of them.", errors: [] }),
  webhook({
    method: "post",
    path: "/v1/webhooks",
    summary: "Adds an endpoint",
    body: webhookCreateSchema,
    status: 201,
    answer: "The endpoint with its signing secret, which is shown once.",
    errors: ["conflict"],
  }),
  webhook({ method: "get", path: ENDPOINT, summary: "One endpoint", answer: "The endpoint." }),
  webhook({
    method: "patch",
    path: ENDPOINT,
    summary: "Changes it",
    body: webhookChangeSchema,
    answer: "The endpoint.",
  }),
  webhook({ method: "delete", path: ENDPOINT, summary: "Removes it", status: 204, answer: "Nothing." }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/secret`,
    summary: "A new signing secret; the old one signs too for a while",
    status: 201,
    answer: "The secret, shown once.",
  }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/test`,
    summary: "Sends a test, or a sample of an outcome",
    body: webhookTestSchema,
    answer: "What the endpoint answered.",
  }),
  webhook({
    method: "get",
    path: `${ENDPOINT}/deliveries`,
    summary: "The delivery log, youngest first",
    query: deliveriesParametersSchema,
    answer: "A page of messages with their attempts.",
  }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/replay`,
    summary: "Sends a message, all dead letters, or all of a time again",
    body: replaySchema,
    status: 202,
    answer: "How many are sent again.",
    errors: ["not_found", "conflict"],
  }),
  store({
    method: "get",
    path: "/v1/settings",
    summary: "The store's settings",
    query: noParametersSchema,
    answer: "The settings, complete.",
    answerBody: settingsSchema,
  }),
  store({
    method: "patch",
    path: "/v1/settings",
    summary: "Changes settings, all or nothing",
    body: settingsPatchSchema,
    answer: "The settings, complete.",
    answerBody: settingsSchema,
    errors: ["setting_is_fixed"],
  }),
  store({
    method: "post",
    path: "/v1/keys",
    summary: "A new write key, secret key, read-only key or identity secret",
    body: rotationSchema,
    status: 201,
    answer: "The key, shown once, and when the former ones end.",
  }),
  store({
    method: "post",
    path: "/v1/stores",
    summary: "Creates a store",
    key: "admin",
    body: z.strictObject({ store: z.string().check(z.regex(/^[a-z0-9][a-z0-9_-]{0,63}$/)) }),
    status: 201,
    answer: "Its first write key and secret key, shown once.",
    errors: ["conflict"],
  }),
  store({
    method: "get",
    path: "/v1/stores",
    summary: "Every store, closed ones too, by name",
    key: "admin",
    query: noParametersSchema,
    answer: "Their names, when they were created and closed, and whether the operator's configuration lists them.",
  }),
  store({
    method: "delete",
    path: "/v1/stores/:id",
    summary: "Closes a store for good: its keys end within 60 s, its endpoints are disabled, what it holds expires",
    key: "admin",
    status: 204,
    answer: "Nothing.",
    errors: ["not_found"],
  }),
  dashboard({
    method: "post",
    path: "/v1/session",
    summary: "Exchanges the secret key for the cookie of a dashboard session of 12 hours",
    body: z.strictObject({ key: z.string() }),
    status: 201,
    answer: "The store, and when the session ends.",
    errors: ["unauthorized", "forbidden"],
  }),
  dashboard({
    method: "get",
    path: "/v1/session",
    summary: "The dashboard session of the cookie",
    answer: "The store, and when the session ends.",
    errors: ["unauthorized"],
  }),
  dashboard({
    method: "delete",
    path: "/v1/session",
    summary: "Ends it",
    status: 204,
    answer: "Nothing.",
    errors: ["forbidden"],
  }),
  dashboard({
    method: "post",
    path: "/v1/live/ticket",
    summary: "A ticket that opens the live feed once, within 30 s",
    key: "secret",
    status: 201,
    answer: "The ticket.",
  }),
  dashboard({
    method: "get",
    path: "/v1/live",
    summary: "The live feed, a WebSocket: a JSON frame for what happened, at most one a second from each shard",
    query: z.object({ ticket: z.string() }),
    status: 101,
    answer: "The WebSocket.",
    errors: ["unauthorized"],
  }),
  {
    method: "get",
    path: "/health",
    tag: "Operation",
    summary: "Whether a store can be read",
    key: "none",
    answer: "`ok`.",
  },
  {
    method: "get",
    path: "/metrics",
    tag: "Operation",
    summary: "Counters in Prometheus' text format (with the secret key in production)",
    key: "none",
    answer: "The counters, as text.",
  },
];
