import { type ActiveDays, countWithin } from "./active-days.ts";
import { type ActivityClass, type Tier, WEEK_DAYS, activeDays30, classOf, tierOf } from "./classes.ts";

/** Every number that is counted by date: daily, weekly and monthly active, the classes and the tiers. */
export type Series = "dau" | "wau" | "mau" | `distribution.${ActivityClass}` | `tiers.${Tier}`;

/** The series in which a shopper counts at a date. `distribution.none` and a tier for nobody do not exist. */
export function membershipAt(days: ActiveDays, date: number): Series[] {
  const active = activeDays30(days, date);
  const byCount = classOf(active);
  const tier = tierOf(days, date);
  const series: Series[] = [];
  if (countWithin(days, date, date) > 0) series.push("dau");
  if (countWithin(days, date - WEEK_DAYS + 1, date) > 0) series.push("wau");
  if (byCount !== null) series.push("mau", `distribution.${byCount}`);
  if (tier !== null) series.push(`tiers.${tier}`);
  return series;
}
