import type { RestoreLink } from "./restore-link.ts";

/** Links that still work, or that a late event may still report. */
export function usefulLinks(links: readonly RestoreLink[], now: number, lateWindowMs: number): RestoreLink[] {
  return links.filter(({ expiresAt }) => expiresAt + lateWindowMs >= now);
}

/** When the first of these links is of no use any more, epoch milliseconds; null when there is none. */
export function linksLeaveAt(links: readonly RestoreLink[], lateWindowMs: number): number | null {
  if (links.length === 0) return null;
  return Math.min(...links.map(({ expiresAt }) => expiresAt)) + lateWindowMs + 1;
}
