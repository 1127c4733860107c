import type { ActiveDays } from "./active-days.ts";
import { MONTH_DAYS, WEEK_DAYS } from "./classes.ts";
import { type Series, membershipAt } from "./membership.ts";

/** A step of a series on a day: the number of the shopper in it differs by so much from that of the day before. */
export interface MembershipChange {
  series: Series;
  day: number;
  /** 1 enters, −1 leaves; a difference of two lists may also say 2 or −2. */
  change: number;
}

/**
 * Every change of membership that a shopper's active days bring about, by day and series; with `from`, those from that
 * day on. A series' number at a date is the sum of all changes up to it, over all shoppers. The list of one shopper sums
 * up to nothing: without further activity it leaves every series, at the latest 30 days after its last active day, and
 * that is known in advance.
 */
export function membershipChanges(days: ActiveDays, from = Number.NEGATIVE_INFINITY): MembershipChange[] {
  return turningDays(days, from).flatMap((day) => {
    const before = membershipAt(days, day - 1);
    const after = membershipAt(days, day);
    const left = before.filter((series) => !after.includes(series)).map((series) => ({ series, day, change: -1 }));
    const entered = after.filter((series) => !before.includes(series)).map((series) => ({ series, day, change: 1 }));
    return [...left, ...entered].toSorted(byDayAndSeries);
  });
}

/** What must be added to the changes of `before` to have those of `after`: the difference that a shopper ships. */
export function membershipDifference(before: ActiveDays, after: ActiveDays): MembershipChange[] {
  const from = firstDifference(before, after);
  if (from === null) return [];
  const cells = new Map<string, MembershipChange>();
  const add = ({ series, day, change }: MembershipChange, sign: 1 | -1): void => {
    const cell = `${day} ${series}`;
    cells.set(cell, { series, day, change: (cells.get(cell)?.change ?? 0) + sign * change });
  };
  for (const change of membershipChanges(after, from)) add(change, 1);
  for (const change of membershipChanges(before, from)) add(change, -1);
  return [...cells.values()].filter(({ change }) => change !== 0).toSorted(byDayAndSeries);
}

/** The days on which anything can change: an active day, and when it leaves each of the spans that count it. */
function turningDays(days: ActiveDays, from: number): number[] {
  const turning = new Set<number>();
  for (const day of days) {
    for (const span of [0, 1, WEEK_DAYS, WEEK_DAYS + 1, MONTH_DAYS]) {
      if (day + span >= from) turning.add(day + span);
    }
  }
  return [...turning].toSorted((a, b) => a - b);
}

/** The earliest day that only one of the two knows: before it no membership differs. */
function firstDifference(a: ActiveDays, b: ActiveDays): number | null {
  const [inA, inB] = [new Set(a), new Set(b)];
  const onlyA = a.find((day) => !inB.has(day)) ?? Number.POSITIVE_INFINITY;
  const onlyB = b.find((day) => !inA.has(day)) ?? Number.POSITIVE_INFINITY;
  const first = Math.min(onlyA, onlyB);
  return Number.isFinite(first) ? first : null;
}

function byDayAndSeries(a: MembershipChange, b: MembershipChange): number {
  if (a.day !== b.day) return a.day - b.day;
  if (a.series === b.series) return 0;
  return a.series < b.series ? -1 : 1;
}
