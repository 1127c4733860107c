import { MONTH_DAYS } from "../engagement/classes.ts";
import type { SessionTotals } from "../engagement/profile.ts";

/** A shopper's sessions as the shards know them. */
export interface KnownSessions {
  /** Sealed ones by day of their end: day, count, milliseconds. */
  sessions: readonly (readonly [number, number, number])[];
  /** Live ones: when they end, that day, milliseconds. */
  live: readonly (readonly [number, number, number])[];
}

/** The sessions that ended in the 30 days up to a date, and by `now`. */
export function sessionTotalsOf({ sessions, live }: KnownSessions, date: number, now: number): SessionTotals {
  const totals: SessionTotals = { count: 0, durationMs: 0 };
  const isRecent = (day: number): boolean => day <= date && day > date - MONTH_DAYS;
  for (const [day, count, durationMs] of sessions) {
    if (!isRecent(day)) continue;
    totals.count += count;
    totals.durationMs += durationMs;
  }
  for (const [stamp, day, durationMs] of live) {
    if (stamp > now || !isRecent(day)) continue;
    totals.count += 1;
    totals.durationMs += durationMs;
  }
  return totals;
}
