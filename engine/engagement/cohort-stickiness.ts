import { type ActiveDays, countWithin } from "./active-days.ts";
import { MONTH_DAYS } from "./classes.ts";

/** Which days count as the base: the last 30, or all since the beginning (then the first day's share is 1 or 0). */
export type CohortWindow = "trailing" | "expanding";

/** One day of a cohort. */
export interface CohortDay {
  day: number;
  /** Members active on the day. */
  active: number;
  /** Members active on any day of the window. */
  base: number;
  /** active / base; 0 when the base is 0. */
  stickiness: number;
}

/** The share of those two numbers; 0 when nobody is in the base. */
export function stickiness(active: number, base: number): number {
  return base === 0 ? 0 : active / base;
}

/** How sticky a cohort is on each of `count` days from `start` on; one list of active days for each member. */
export function cohortStickiness(
  members: readonly ActiveDays[],
  { start, count, window }: { start: number; count: number; window: CohortWindow },
): CohortDay[] {
  return Array.from({ length: count }, (_, index) => {
    const day = start + index;
    const from = window === "trailing" ? day - MONTH_DAYS + 1 : start;
    const active = members.filter((days) => countWithin(days, day, day) > 0).length;
    const base = members.filter((days) => countWithin(days, from, day) > 0).length;
    return { day, active, base, stickiness: stickiness(active, base) };
  });
}
