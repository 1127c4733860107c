/**
 * Reads a `Retry-After` header: how many milliseconds to wait from `now`. Seconds and HTTP dates are both read; null
 * when there is none or it cannot be read.
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null || header.trim() === "") return null;
  const seconds = Number(header);
  if (Number.isFinite(seconds)) return Math.max(0, seconds * 1000);
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
