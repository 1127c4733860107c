const SECOND_MS = 1000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** When a message is attempted, in milliseconds after its first attempt. After the last one it is a dead letter. */
export const ATTEMPT_OFFSETS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** A wait is lengthened by up to this part of itself, so that what failed together does not come back together. */
const JITTER = 0.1;

/** What is known when an attempt has failed. */
export interface FailedAttempt {
  /** Attempts so far, the failed one included: 1 or more. */
  attempts: number;
  /** When the failed attempt ended, epoch milliseconds. */
  now: number;
  /** In [0, 1). */
  random: number;
  /** What the endpoint asked for in `Retry-After`; null when it did not. */
  retryAfterMs: number | null;
  /** The schedule's waits are multiplied by it; absent: 1. What the endpoint asked for is not. */
  waitScale?: number;
}

/**
 * When to try again, epoch milliseconds; null when the message has had its last attempt. Never before the schedule, nor
 * before the time that the endpoint asked for. Waits count from the failed attempt, so that a message which was held up
 * is not hurried afterwards.
 */
export function nextAttemptAt({ attempts, now, random, retryAfterMs, waitScale = 1 }: FailedAttempt): number | null {
  const before = ATTEMPT_OFFSETS_MS[attempts - 1];
  const next = ATTEMPT_OFFSETS_MS[attempts];
  if (before === undefined || next === undefined) return null;
  const waitMs = Math.ceil((next - before) * (1 + JITTER * random) * waitScale);
  return now + Math.max(waitMs, retryAfterMs ?? 0);
}
