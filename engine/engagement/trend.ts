import { type ActiveDays, countWithin } from "./active-days.ts";
import { WEEK_DAYS } from "./classes.ts";

/** Whether a shopper comes more or less often than the week before. */
export type Trend = "increasing" | "stable" | "declining";

/** The active days of a week against those of the week before: over ×1.2 increasing, under ×0.8 declining. */
export function trendOf(days: ActiveDays, date: number): Trend {
  const week = countWithin(days, date - WEEK_DAYS + 1, date);
  const before = countWithin(days, date - 2 * WEEK_DAYS + 1, date - WEEK_DAYS);
  return compareWeeks(week, before);
}

/** {@link trendOf} for two counts. In integers: 6 × 1.2 has no exact fraction. */
export function compareWeeks(week: number, before: number): Trend {
  if (5 * week > 6 * before) return "increasing";
  return 5 * week < 4 * before ? "declining" : "stable";
}
