import {
  deliveriesAnswerSchema,
  deliveriesParametersSchema,
  replayAnswerSchema,
  replaySchema,
  webhookTestAnswerSchema,
} from "../../protocol/delivery.ts";
import { healthSchema } from "../../protocol/health.ts";
import { keyAnswerSchema } from "../../protocol/key-answer.ts";
import { liveTicketSchema } from "../../protocol/live.ts";
import { noParametersSchema } from "../../protocol/metrics-parameters.ts";
import { sessionAnswerSchema } from "../../protocol/session.ts";
import { settingsPatchSchema, settingsSchema } from "../../protocol/settings.ts";
import { createdStoreSchema, storesAnswerSchema } from "../../protocol/stores.ts";
import { webhookChangeSchema, webhookSecretSchema } from "../../protocol/webhook-change.ts";
import { webhookCreateSchema, webhookSchema, webhookTestSchema, webhooksAnswerSchema } from "../../protocol/webhook.ts";
import type { Operation } from "./operation.ts";
import { liveParametersSchema, rotationSchema, sessionRequestSchema, storeRequestSchema } from "./schemas/requests.ts";

type Part = Pick<Operation, "method" | "path" | "summary" | "answer" | "answerBody"> & Partial<Operation>;
const webhook = (part: Part): Operation => ({ tag: "Webhooks", key: "secret", errors: ["not_found"], ...part });
const store = (part: Part): Operation => ({ tag: "Store", key: "secret", ...part });
const dashboard = (part: Part): Operation => ({ tag: "Dashboard", key: "none", ...part });

const ENDPOINT = "/v1/webhooks/:id";

/** Endpoints, settings, keys, the dashboard's own routes, and what an operator asks for. */
export const storeOperations: Operation[] = [
  webhook({
    method: "get",
    path: "/v1/webhooks",
    summary: "The endpoints",
    answer: "All of them.",
    answerBody: webhooksAnswerSchema,
    errors: [],
  }),
  webhook({
    method: "post",
    path: "/v1/webhooks",
    summary: "Adds an endpoint",
    body: webhookCreateSchema,
    status: 201,
    answer: "The endpoint with its signing secret, which is shown once.",
    answerBody: webhookSchema,
    errors: ["invalid_webhook", "conflict"],
  }),
  webhook({
    method: "get",
    path: ENDPOINT,
    summary: "One endpoint",
    answer: "The endpoint.",
    answerBody: webhookSchema,
  }),
  webhook({
    method: "patch",
    path: ENDPOINT,
    summary: "Changes it",
    body: webhookChangeSchema,
    answer: "The endpoint.",
    answerBody: webhookSchema,
    errors: ["invalid_webhook", "not_found"],
  }),
  webhook({
    method: "delete",
    path: ENDPOINT,
    summary: "Removes it",
    status: 204,
    answer: "Nothing.",
    answerBody: null,
  }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/secret`,
    summary: "A new signing secret; the old one signs too for a while",
    status: 201,
    answer: "The secret, shown once.",
    answerBody: webhookSecretSchema,
  }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/test`,
    summary: "Sends a test, or a sample of an outcome",
    body: webhookTestSchema,
    answer: "What the endpoint answered.",
    answerBody: webhookTestAnswerSchema,
  }),
  webhook({
    method: "get",
    path: `${ENDPOINT}/deliveries`,
    summary: "The delivery log, youngest first",
    query: deliveriesParametersSchema,
    answer: "A page of messages with their attempts.",
    answerBody: deliveriesAnswerSchema,
  }),
  webhook({
    method: "post",
    path: `${ENDPOINT}/replay`,
    summary: "Sends a message, all dead letters, or all of a time again",
    body: replaySchema,
    status: 202,
    answer: "How many are sent again.",
    answerBody: replayAnswerSchema,
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
    errors: ["invalid_setting", "setting_is_fixed"],
  }),
  store({
    method: "post",
    path: "/v1/keys",
    summary: "A new write key, secret key, read-only key or identity secret",
    body: rotationSchema,
    status: 201,
    answer: "The key, shown once, and when the former ones end.",
    answerBody: keyAnswerSchema,
  }),
  store({
    method: "post",
    path: "/v1/stores",
    summary: "Creates a store",
    key: "admin",
    body: storeRequestSchema,
    status: 201,
    answer: "Its first write key and secret key, shown once.",
    answerBody: createdStoreSchema,
    errors: ["conflict"],
  }),
  store({
    method: "get",
    path: "/v1/stores",
    summary: "Every store, closed ones too, by name",
    key: "admin",
    query: noParametersSchema,
    answer: "Their names, when they were created and closed, and whether the operator's configuration lists them.",
    answerBody: storesAnswerSchema,
  }),
  store({
    method: "delete",
    path: "/v1/stores/:id",
    summary: "Closes a store for good: its keys end within 60 s, its endpoints are disabled, what it holds expires",
    key: "admin",
    status: 204,
    answer: "Nothing.",
    answerBody: null,
    errors: ["not_found"],
  }),
  dashboard({
    method: "post",
    path: "/v1/session",
    summary: "Exchanges the secret key for the cookie of a dashboard session of 12 hours",
    body: sessionRequestSchema,
    status: 201,
    answer: "The store, and when the session ends.",
    answerBody: sessionAnswerSchema,
    errors: ["unauthorized", "forbidden"],
  }),
  dashboard({
    method: "get",
    path: "/v1/session",
    summary: "The dashboard session of the cookie",
    answer: "The store, and when the session ends.",
    answerBody: sessionAnswerSchema,
    errors: ["unauthorized"],
  }),
  dashboard({
    method: "delete",
    path: "/v1/session",
    summary: "Ends it",
    status: 204,
    answer: "Nothing.",
    answerBody: null,
    errors: ["forbidden"],
  }),
  dashboard({
    method: "post",
    path: "/v1/live/ticket",
    summary: "A ticket that opens the live feed once, within 30 s",
    key: "secret",
    status: 201,
    answer: "The ticket.",
    answerBody: liveTicketSchema,
  }),
  dashboard({
    method: "get",
    path: "/v1/live",
    summary: "The live feed, a WebSocket: a JSON frame for what happened, at most one a second from each shard",
    query: liveParametersSchema,
    status: 101,
    answer: "The WebSocket.",
    answerBody: null,
    errors: ["unauthorized"],
  }),
  {
    method: "get",
    path: "/health",
    tag: "Operation",
    summary: "Whether a store can be read",
    key: "none",
    answer: "`ok`.",
    answerBody: healthSchema,
  },
  {
    method: "get",
    path: "/metrics",
    tag: "Operation",
    summary: "Counters in Prometheus' text format (with the secret key in production)",
    key: "none",
    answer: "The counters, as text.",
    answerBody: null,
    errors: ["unauthorized", "forbidden"],
  },
];
