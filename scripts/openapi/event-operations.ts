import { batchSchema } from "../../protocol/batch.ts";
import { projectSettingsSchema, sourceConfigSchema } from "../../protocol/client-settings.ts";
import { eventsAnswerSchema } from "../../protocol/events-answer.ts";
import { generateAnswerSchema, generateStatusSchema } from "../../protocol/generate.ts";
import { ingestAnswerSchema } from "../../protocol/ingest-answer.ts";
import { ledgerAnswerSchema } from "../../protocol/ledger-line.ts";
import {
  eventsParametersSchema,
  ledgerParametersSchema,
  noParametersSchema,
} from "../../protocol/metrics-parameters.ts";
import { rebuildStatusSchema } from "../../protocol/rebuild.ts";
import { rejectedAnswerSchema } from "../../protocol/rejected-answer.ts";
import type { ErrorCode } from "../../protocol/error.ts";
import type { Operation } from "./operation.ts";
import {
  generateParametersSchema,
  oneMessageSchema,
  rejectedParametersSchema,
  sourceConfigParametersSchema,
} from "./schemas/requests.ts";

/** Paths that take a batch: ours and Segment's, analytics-next's, RudderStack's. */
const BATCH_PATHS = ["/v1/batch", "/v1/b", "/beacon/v1/batch"];
/** Paths that take one message, and their first letters. */
const MESSAGE_PATHS = ["track", "identify", "page", "screen", "group", "alias", "t", "i", "p", "s", "g", "a"];

/** What a whole request can be refused for; single messages are refused in the answer. */
const INGEST_ERRORS: ErrorCode[] = ["invalid_batch", "too_many_messages", "origin_not_allowed"];

/** Sending events, and reading them back. */
export const eventOperations: Operation[] = [
  ...BATCH_PATHS.map((path): Operation => ({
    method: "post",
    path,
    tag: "Events",
    summary: "Takes a batch of messages, in the format of Segment's HTTP tracking API",
    key: "write",
    body: batchSchema,
    answer: "How many were accepted and were duplicates, and which were refused and why. What is counted is durable.",
    answerBody: ingestAnswerSchema,
    errors: INGEST_ERRORS,
  })),
  ...MESSAGE_PATHS.map((name): Operation => ({
    method: "post",
    path: `/v1/${name}`,
    tag: "Events",
    summary: "Takes one message, in the format of Segment's HTTP tracking API",
    key: "write",
    body: oneMessageSchema,
    answer: "As of a batch.",
    answerBody: ingestAnswerSchema,
    errors: INGEST_ERRORS,
  })),
  {
    method: "delete",
    path: "/v1/id",
    tag: "Events",
    summary: "Forgets the anonymous id that a cookie of the collector's host keeps",
    key: "none",
    status: 204,
    answer: "Nothing.",
    answerBody: null,
    errors: ["forbidden"],
  },
  {
    method: "post",
    path: "/v1/import",
    tag: "Events",
    summary: "Takes history of any age, as a batch or as NDJSON",
    key: "secret",
    body: batchSchema,
    answer: "As of a batch.",
    answerBody: ingestAnswerSchema,
    errors: INGEST_ERRORS,
  },
  {
    method: "post",
    path: "/v1/rebuild",
    tag: "Events",
    summary: "Makes the metrics anew from the event log, in the background",
    key: "secret",
    query: noParametersSchema,
    status: 202,
    answer: "It has begun.",
    answerBody: rebuildStatusSchema,
    errors: ["conflict"],
  },
  {
    method: "get",
    path: "/v1/rebuild/status",
    tag: "Events",
    summary: "How far that has come, and what the log could not give back",
    key: "secret",
    query: noParametersSchema,
    answer: "The state.",
    answerBody: rebuildStatusSchema,
  },
  {
    method: "get",
    path: "/v1/ledger",
    tag: "Events",
    summary: "Everything that was decided, shopper by shopper, in lines that the import takes back",
    key: "secret",
    query: ledgerParametersSchema,
    answer: "A page of shoppers with their lines.",
    answerBody: ledgerAnswerSchema,
  },
  {
    method: "get",
    path: "/v1/events",
    tag: "Events",
    summary: "The event log, oldest first",
    key: "secret",
    query: eventsParametersSchema,
    answer: "A page of events.",
    answerBody: eventsAnswerSchema,
    errors: ["conflict"],
  },
  {
    method: "get",
    path: "/v1/rejected",
    tag: "Events",
    summary: "The last refused events, youngest first, and the counts of all",
    key: "secret",
    query: rejectedParametersSchema,
    answer: "A page of refused events; total and counts by code.",
    answerBody: rejectedAnswerSchema,
  },
  {
    method: "post",
    path: "/v1/generate",
    tag: "Events",
    summary: "Generates test traffic in the background (development only)",
    key: "secret",
    query: generateParametersSchema,
    status: 202,
    answer: "The state of the generator, and the seed.",
    answerBody: generateAnswerSchema,
    errors: ["forbidden", "conflict"],
  },
  {
    method: "get",
    path: "/v1/generate/status",
    tag: "Events",
    summary: "How far the generator of test traffic is",
    key: "secret",
    query: noParametersSchema,
    answer: "State, percentage, events generated and remaining, time left.",
    answerBody: generateStatusSchema,
  },
  ...["/sourceConfig", "/sourceConfig/"].map((path): Operation => ({
    method: "get",
    path,
    tag: "Events",
    summary: "What RudderStack's clients ask for at their start",
    key: "write",
    query: sourceConfigParametersSchema,
    answer: "A source without destinations.",
    answerBody: sourceConfigSchema,
  })),
  {
    method: "get",
    path: "/v1/projects/:key/settings",
    tag: "Events",
    summary: "What Segment's browser client asks for at its start",
    key: "none",
    answer: "Settings that send everything here.",
    answerBody: projectSettingsSchema,
    errors: ["unauthorized"],
  },
];
