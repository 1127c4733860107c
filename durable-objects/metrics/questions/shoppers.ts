import { isAtRisk } from "../../../engine/engagement/churn-risk.ts";
import { MONTH_DAYS } from "../../../engine/engagement/classes.ts";
import { type Profile, profileOf } from "../../../engine/engagement/profile.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { sessionTotalsOf } from "../../../engine/metrics/session-totals-of.ts";
import type { FunnelQuestion } from "../../../engine/metrics/funnel-reach.ts";
import type { DirectoryRow } from "../directory.ts";
import type { ShardState } from "../shard-state.ts";

/** The shoppers at risk at a date, behind a position: last active day descending, then shopper. */
export interface ChurnQuestion {
  date: number;
  now: number;
  /** A fraction. */
  threshold: number;
  after: { lastActiveDay: number; shopper: ShopperKey } | null;
  limit: number;
}

/** One shopper at risk. */
export interface ChurnRow {
  shopper: ShopperKey;
  lastActiveDay: number;
  profile: Profile;
}

/** The order of the churn list: who was active last comes first. */
export function compareChurn(a: Omit<ChurnRow, "profile">, b: Omit<ChurnRow, "profile">): number {
  return b.lastActiveDay - a.lastActiveDay || (a.shopper < b.shopper ? -1 : Number(a.shopper > b.shopper));
}

/**
 * The shoppers of this shard who were active in the last 30 days and whose risk is at or over the threshold. It looks at
 * whoever was active last first, and no further than the list reaches.
 */
export function churn({ directory }: ShardState, question: ChurnQuestion): ChurnRow[] {
  const { date, now, threshold, after, limit } = question;
  const found: ChurnRow[] = [];
  for (const { shopper, row } of directory.views.byLastActiveDay().members()) {
    const lastActiveDay = row.days.at(-1) ?? -Infinity;
    if (lastActiveDay <= date - MONTH_DAYS || found.length === limit) break;
    if (after !== null && compareChurn({ shopper, lastActiveDay }, after) <= 0) continue;
    if (!isAtRisk(riskOf(row, date, now), threshold)) continue;
    found.push({ shopper, lastActiveDay, profile: profileOf(row.days, sessionTotalsOf(row, date, now), date) });
  }
  return found;
}

/** The risk at a date in tenths. It is remembered, unless a session that still goes on may change it. */
function riskOf(row: DirectoryRow, date: number, now: number): number {
  if (row.risk?.date === date) return row.risk.tenths;
  const { riskTenths } = profileOf(row.days, sessionTotalsOf(row, date, now), date);
  if (row.live.every(([stamp]) => stamp <= now)) row.risk = { date, tenths: riskTenths };
  return riskTenths;
}

/** Members of a cohort by key. */
export interface CohortQuestion {
  shoppers: ShopperKey[];
  /** The date of the profiles. */
  date: number;
  now: number;
}

/** One member: its active days and its profile. */
export interface CohortMember {
  shopper: ShopperKey;
  days: readonly number[];
  profile: Profile;
}

/** What this shard knows of members; those it does not know, and the excluded, are left out. */
export function cohort({ directory }: ShardState, { shoppers, date, now }: CohortQuestion): CohortMember[] {
  return shoppers.flatMap((shopper) => {
    const row = directory.rows.get(shopper);
    if (row === undefined || row.excluded) return [];
    const profile = profileOf(row.days, sessionTotalsOf(row, date, now), date);
    return [{ shopper, days: row.days, profile }];
  });
}

/** How many shoppers of this shard reach each step of the funnel. */
export function funnel({ directory }: ShardState, question: FunnelQuestion): number[] {
  return [...directory.views.funnel(question)];
}
