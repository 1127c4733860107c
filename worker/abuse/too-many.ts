import { apiError } from "../api-error.ts";
import { type RefusalReason, refusedCounters } from "./refused-counters.ts";

/** The answer to a request of which there were too many: when to come again. */
export function tooMany(reason: RefusalReason, retryAfterSeconds: number): Response {
  refusedCounters.add(reason);
  return apiError("rate_limited", { retryAfterSeconds });
}
