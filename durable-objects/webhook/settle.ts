import { disableReasonOf, HEALTHY, healthAfterFailure, paceOf } from "../../engine/webhook/endpoint-health.ts";
import { nextAttemptAt } from "../../engine/webhook/retry-schedule.ts";
import { pausesEndpoint, verdictOf } from "../../engine/webhook/verdict.ts";
import { withAttempt } from "./attempt-record.ts";
import type { AttemptResult } from "./attempt.ts";
import { logEnding, type Ending } from "./delivery-log.ts";
import type { QueuedMessage, QueueEntry } from "./delivery-queue.ts";
import type { EndpointState } from "./endpoint-state.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { nextWakeAt } from "./next-wake.ts";

const MIN_ASK_AGAIN_MS = 5_000;
const MAX_ASK_AGAIN_MS = 60 * 60_000;
/** A message whose shopper could not be asked for this long becomes a dead letter. */
const MAX_UNASKED_MS = 3 * 24 * 60 * 60_000;

/** When, and with which luck, a result is written down. */
export interface Moment {
  /** Epoch milliseconds. */
  now: number;
  /** In [0, 1). */
  random: number;
  /** See `WebhookTiming`. */
  waitScale: number;
}

/** Writes down what came of an attempt: the end of the message or its next attempt, and how the endpoint is doing. */
export function settle(
  storage: EndpointStorage,
  { entry, message }: { entry: QueueEntry; message: QueuedMessage },
  { record, retryAfterMs }: AttemptResult,
  { now, random, waitScale }: Moment,
): void {
  const verdict = verdictOf(record.status);
  const attempts = entry.attempts + 1;
  const history = withAttempt(message.history, record);
  storage.transaction(() => {
    const endpoint = storage.endpoint;
    if (endpoint === null) return;
    if (verdict === "delivered") {
      finish(storage, entry, message, { state: "delivered", reason: null, attempts, history, finishedAt: now });
      if (endpoint.health.consecutiveFailures > 0) storage.saveEndpoint({ ...endpoint, health: HEALTHY });
      return;
    }
    const nextAt = verdict === "gone" ? null : nextAttemptAt({ attempts, now, random, retryAfterMs, waitScale });
    if (nextAt === null) {
      const reason = verdict === "gone" ? "gone" : "attempts_exhausted";
      finish(storage, entry, message, { state: "dead", reason, attempts, history, finishedAt: now });
    } else {
      storage.queue.reschedule(entry, nextAt, history);
    }
    const pauseMs = pausesEndpoint(record.status) ? (retryAfterMs ?? 0) : 0;
    storage.saveEndpoint(afterFailure(endpoint, { gone: verdict === "gone", pauseMs, now, waitScale }));
    storage.armBy(nextWakeAt(storage, now) ?? now);
  });
}

/** Ends a message that no longer stands. */
export function settleCancelled(storage: EndpointStorage, entry: QueueEntry, { now }: Moment): void {
  end(storage, entry, { state: "cancelled", reason: "no_longer_stands", now });
}

/**
 * Puts a message off whose shopper could not be asked: not an attempt. The older it is, the longer; after three days it
 * becomes a dead letter.
 */
export function settleUnasked(storage: EndpointStorage, entry: QueueEntry, { now, random }: Moment): void {
  const ageMs = now - entry.enqueuedAt;
  if (ageMs >= MAX_UNASKED_MS) return end(storage, entry, { state: "dead", reason: "shopper_unreachable", now });
  const waitMs = Math.min(Math.max(ageMs, MIN_ASK_AGAIN_MS), MAX_ASK_AGAIN_MS) * (1 + 0.1 * random);
  storage.transaction(() => {
    storage.queue.postpone(entry, now + Math.ceil(waitMs));
    storage.armBy(entry.nextAt);
  });
}

function end(
  storage: EndpointStorage,
  entry: QueueEntry,
  { state, reason, now }: Pick<Ending, "state" | "reason"> & { now: number },
): void {
  storage.transaction(() => {
    const message = storage.queue.read(entry);
    if (message === null) return;
    const { history } = message;
    finish(storage, entry, message, { state, reason, attempts: entry.attempts, history, finishedAt: now });
  });
}

/** Moves a message from the queue to the log. Belongs into a transaction. */
export function finish(storage: EndpointStorage, entry: QueueEntry, message: QueuedMessage, ending: Ending): void {
  storage.queue.remove(entry);
  logEnding(storage.sql, message, ending);
}

function afterFailure(
  endpoint: EndpointState,
  { gone, pauseMs, now, waitScale }: { gone: boolean; pauseMs: number; now: number; waitScale: number },
): EndpointState {
  const health = healthAfterFailure(endpoint.health, now);
  const pausedUntil = Math.max(endpoint.pausedUntil ?? 0, now + Math.max(pauseMs, paceOf(health).waitMs * waitScale));
  const changed = { ...endpoint, health, pausedUntil: pausedUntil > now ? pausedUntil : null };
  const disabledReason = gone ? "gone" : disableReasonOf(health, now);
  // Whoever disabled it first keeps the reason.
  if (disabledReason === null || endpoint.disabledReason !== null) return changed;
  return { ...changed, disabledReason, storeKnows: false };
}
