import { type ActiveDays, lastUpTo } from "./active-days.ts";
import { churnRiskTenths } from "./churn-risk.ts";
import { MONTH_DAYS, type Tier, activeDays30, tierOf } from "./classes.ts";
import { type Trend, trendOf } from "./trend.ts";

/** The sessions of a shopper that ended in the 30 days up to a date. */
export interface SessionTotals {
  count: number;
  /** Of all of them together. */
  durationMs: number;
}

/** How engaged a shopper is at a date. */
export interface Profile {
  /** Null without an active day in the last 30. */
  tier: Tier | null;
  activeDays30: number;
  /** Sessions in 30 days / 30. */
  avgDailySessions: number;
  /** Milliseconds; 0 without a session. */
  avgSessionDurationMs: number;
  /** Null when there never was an active day. */
  daysSinceLastActive: number | null;
  trend: Trend;
  /** Tenths, 0 to 10. */
  riskTenths: number;
}

/** The profile at a date; days after it do not count. */
export function profileOf(days: ActiveDays, sessions: SessionTotals, date: number): Profile {
  const last = lastUpTo(days, date);
  const signs = {
    daysSinceActive: last === null ? null : date - last,
    activeDays30: activeDays30(days, date),
    sessions30: sessions.count,
    trend: trendOf(days, date),
  };
  return {
    tier: tierOf(days, date),
    activeDays30: signs.activeDays30,
    avgDailySessions: sessions.count / MONTH_DAYS,
    avgSessionDurationMs: sessions.count === 0 ? 0 : sessions.durationMs / sessions.count,
    daysSinceLastActive: signs.daysSinceActive,
    trend: signs.trend,
    riskTenths: churnRiskTenths(signs),
  };
}
