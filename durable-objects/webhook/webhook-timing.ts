import type { Env } from "../env.ts";

/** How long an endpoint's attempts take at most, and how long lies between them. */
export interface WebhookTiming {
  /** An endpoint that does not answer within this time has failed. */
  timeoutMs: number;
  /** Waits of the retry schedule are multiplied by it. */
  waitScale: number;
}

/** As the contract states them. */
const TIMING: WebhookTiming = { timeoutMs: 10_000, waitScale: 1 };

/**
 * The times of a service that is on: always the contract's. In development `WEBHOOK_TIMEOUT_MS` and
 * `WEBHOOK_WAIT_SCALE` can make them shorter, to see in seconds what takes a day.
 */
export function webhookTiming(env: Pick<Env, "MODE" | "WEBHOOK_TIMEOUT_MS" | "WEBHOOK_WAIT_SCALE">): WebhookTiming {
  if (env.MODE !== "development") return TIMING;
  return {
    timeoutMs: within(env.WEBHOOK_TIMEOUT_MS, TIMING.timeoutMs),
    waitScale: within(env.WEBHOOK_WAIT_SCALE, TIMING.waitScale),
  };
}

function within(text: string | undefined, most: number): number {
  const value = Number(text ?? most);
  return value > 0 && value <= most ? value : most;
}
