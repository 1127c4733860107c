/** How an endpoint has been doing since its last success. */
export interface EndpointHealth {
  /** Attempts that failed since the last one that succeeded. */
  consecutiveFailures: number;
  /** When the first of them failed, epoch milliseconds; null while there is none. */
  failingSince: number | null;
}

/** Why an endpoint was disabled without its owner. */
export type DisableReason = "gone" | "consecutive_failures" | "failing_for_days";

/** An endpoint of which nothing bad is known. */
export const HEALTHY: EndpointHealth = { consecutiveFailures: 0, failingSince: null };

/** So many failures in a row disable an endpoint. */
const MAX_CONSECUTIVE_FAILURES = 100;
/** An endpoint that has only failed for this long is disabled. */
const MAX_FAILING_MS = 5 * 24 * 60 * 60 * 1000;
/** After so many failures in a row, attempts go one by one. */
const CAREFUL_AFTER = 20;
const CAREFUL_WAIT_MS = 1000;
const MAX_IN_FLIGHT = 6;

/** The health after one more failure at `now`. */
export function healthAfterFailure(health: EndpointHealth, now: number): EndpointHealth {
  return { consecutiveFailures: health.consecutiveFailures + 1, failingSince: health.failingSince ?? now };
}

/** Whether an endpoint must be disabled, judged after a failure at `now`; null when it may go on. */
export function disableReasonOf(health: EndpointHealth, now: number): DisableReason | null {
  if (health.consecutiveFailures >= MAX_CONSECUTIVE_FAILURES) return "consecutive_failures";
  if (health.failingSince !== null && now - health.failingSince >= MAX_FAILING_MS) return "failing_for_days";
  return null;
}

/**
 * How attempts may go out: how many at once, and how long to wait after a failure before the next. A receiver that is
 * being restarted while a burst comes in would otherwise fail a hundred times within a second and be disabled for it.
 */
export function paceOf(health: EndpointHealth): { inFlight: number; waitMs: number } {
  if (health.consecutiveFailures < CAREFUL_AFTER) return { inFlight: MAX_IN_FLIGHT, waitMs: 0 };
  return { inFlight: 1, waitMs: CAREFUL_WAIT_MS };
}
