import { type ActiveDays, countWithin } from "./active-days.ts";

/** The classes by active days of the last 30, the date included. Nobody active at all is in none of them. */
export const ACTIVITY_CLASSES = ["power", "core", "regular", "casual"] as const;

/** One of the classes by active days. */
export type ActivityClass = (typeof ACTIVITY_CLASSES)[number];

/** The tiers: the classes, and those who have been away for over a week. */
export const TIERS = [...ACTIVITY_CLASSES, "at_risk"] as const;

/** One of the tiers. */
export type Tier = (typeof TIERS)[number];

/** Days that count as a month; the date is one of them. */
export const MONTH_DAYS = 30;
/** Days that count as a week; the date is one of them. */
export const WEEK_DAYS = 7;

/** Least active days of a class, the highest first. */
const LEAST_DAYS: readonly [ActivityClass, number][] = [
  ["power", 20],
  ["core", 16],
  ["regular", 6],
  ["casual", 1],
];

/** A(t): the active days among the 30 up to and with `date`. */
export function activeDays30(days: ActiveDays, date: number): number {
  return countWithin(days, date - MONTH_DAYS + 1, date);
}

/** The class of so many active days in 30; null for none. */
export function classOf(activeDays: number): ActivityClass | null {
  return LEAST_DAYS.find(([, least]) => activeDays >= least)?.[0] ?? null;
}

/** The tier at a date: the class, or `at_risk` without an active day on the date and the seven before it. */
export function tierOf(days: ActiveDays, date: number): Tier | null {
  const byCount = classOf(activeDays30(days, date));
  if (byCount === null) return null;
  return countWithin(days, date - WEEK_DAYS, date) === 0 ? "at_risk" : byCount;
}
