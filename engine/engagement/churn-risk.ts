import { MONTH_DAYS } from "./classes.ts";
import type { Trend } from "./trend.ts";

/** What the risk is made of, all at one date. */
export interface RiskSigns {
  /** Null when there never was an active day. */
  daysSinceActive: number | null;
  activeDays30: number;
  /** Sessions that ended in the last 30 days. */
  sessions30: number;
  trend: Trend;
}

const MOST_TENTHS = 10;

/** The risk that a shopper does not come back, in whole tenths, 0 to 10: sums of fractions would miss thresholds. */
export function churnRiskTenths({ daysSinceActive, activeDays30, sessions30, trend }: RiskSigns): number {
  const tenths =
    awayTenths(daysSinceActive) + activityTenths(activeDays30) + sessionTenths(sessions30) + TREND_TENTHS[trend];
  return Math.min(Math.max(tenths, 0), MOST_TENTHS);
}

/** True when a risk is at or over a threshold given as a fraction, such as 0.6. */
export function isAtRisk(tenths: number, threshold: number): boolean {
  return tenths / MOST_TENTHS >= threshold;
}

const TREND_TENTHS: Record<Trend, number> = { declining: 2, stable: 0, increasing: -1 };

function awayTenths(days: number | null): number {
  if (days === null || days > 7) return 4;
  return days > 3 ? 2 : 0;
}

function activityTenths(activeDays: number): number {
  if (activeDays < 3) return 3;
  return activeDays < 6 ? 1 : 0;
}

/** By sessions a day: below one in two days, below one a day. */
function sessionTenths(sessions: number): number {
  if (2 * sessions < MONTH_DAYS) return 2;
  return sessions < MONTH_DAYS ? 1 : 0;
}
