/** Longest pause that a server can order. */
const MAX_PAUSE_MS = 24 * 3_600_000;

/**
 * The pause in milliseconds that a Retry-After header orders: seconds or an HTTP date. 0 when there is none, or none
 * that can be read.
 */
export function retryAfterMs(header: string | null, now: number): number {
  if (!header) return 0;
  const pause = Number(header) * 1000 || Date.parse(header) - now;
  return pause > 0 ? Math.min(pause, MAX_PAUSE_MS) : 0;
}
