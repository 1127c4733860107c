import type { Env } from "../../durable-objects/env.ts";
import { apiError } from "../api-error.ts";
import { guardOf } from "./guard.ts";
import { refusedCounters } from "./refused-counters.ts";

/** Clients that are sent away come back spread over so many seconds, not all at once. */
const SPREAD_SECONDS = 5;

/**
 * Does the work if there is room for it in this isolate. Else the answer is a 503 at once: whoever waits in an endless
 * queue is answered late or never, and everybody behind him as well. Room comes back with every answer.
 */
export async function withRoom(
  env: Pick<Env, "LIMITS" | "MODE">,
  now: number,
  work: () => Promise<Response>,
): Promise<Response> {
  const { inFlight, limits } = guardOf(env);
  const ticket = inFlight.enter(limits.requests_in_flight, now);
  if (ticket === null) {
    refusedCounters.add("overload");
    return apiError("unavailable", { retryAfterSeconds: 1 + Math.floor(Math.random() * SPREAD_SECONDS) });
  }
  try {
    return await work();
  } finally {
    inFlight.leave(ticket);
  }
}
