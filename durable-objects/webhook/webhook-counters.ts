import { verdictOf } from "../../engine/webhook/verdict.ts";
import type { AttemptRecord } from "./attempt-record.ts";

/**
 * What came of an attempt, for counting: `rejected` is any answer but 2xx and 410, the last three are no answer at all.
 */
export type AttemptResultName = "delivered" | "gone" | "rejected" | "timeout" | "connection_failed" | "refused_url";

/** Attempts of this isolate since it started, shown at GET /metrics; they are never stored. */
export interface WebhookCounters {
  /** Notes one attempt. Tests that an owner asks for are not counted. */
  attempted(record: Pick<AttemptRecord, "status" | "error">): void;
  /** Attempts by {@link AttemptResultName}. */
  attempts(): ReadonlyMap<AttemptResultName, number>;
}

/** The counters of this isolate. */
export const webhookCounters: WebhookCounters = createWebhookCounters();

function createWebhookCounters(): WebhookCounters {
  const attempts = new Map<AttemptResultName, number>();
  return {
    attempted(record) {
      const name = nameOf(record);
      attempts.set(name, (attempts.get(name) ?? 0) + 1);
    },
    attempts: () => attempts,
  };
}

function nameOf({ status, error }: Pick<AttemptRecord, "status" | "error">): AttemptResultName {
  if (status === null) {
    if (error === "timeout") return "timeout";
    return error === "connection_failed" ? "connection_failed" : "refused_url";
  }
  const verdict = verdictOf(status);
  return verdict === "failed" ? "rejected" : verdict;
}
