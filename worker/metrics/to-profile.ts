import type { Profile } from "../../engine/engagement/profile.ts";

/** A profile as the answers show it: durations in seconds, risk as a fraction. */
export function toProfile(profile: Profile) {
  return {
    tier: profile.tier,
    active_days_30: profile.activeDays30,
    avg_daily_sessions: round(profile.avgDailySessions, 3),
    avg_session_duration: round(profile.avgSessionDurationMs / 1000, 1),
    days_since_last_active: profile.daysSinceLastActive,
    trend: profile.trend,
    risk: profile.riskTenths / 10,
  };
}

function round(value: number, digits: number): number {
  return Math.round(value * 10 ** digits) / 10 ** digits;
}
