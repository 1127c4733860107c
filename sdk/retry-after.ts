/** Longest pause that a server can order. */
const MAX_PAUSE_MS = 24 * 3_600_000;

/**
 * The pause in milliseconds that a Retry-After header orders: seconds or an HTTP date. 0 or less when there is none, or
 * none that can be read.
 */
export function retryAfterMs(header: string | null | undefined, now: number): number {
  return Math.min(+header! * 1000 || Date.parse(header!) - now || 0, MAX_PAUSE_MS);
}
