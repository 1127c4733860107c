/** What an answer means: `gone` asks never to be called again. */
export type Verdict = "delivered" | "gone" | "failed";

/**
 * What an HTTP status means for a delivery; null is no answer at all. Only 2xx is success. A redirect is a failure: the
 * address was checked and signed for, its target was not.
 */
export function verdictOf(status: number | null): Verdict {
  if (status === null) return "failed";
  if (status >= 200 && status < 300) return "delivered";
  return status === 410 ? "gone" : "failed";
}

/** Whether `Retry-After` on this status speaks for the endpoint as a whole and not only for one message. */
export function pausesEndpoint(status: number | null): boolean {
  return status === 429 || status === 503;
}
