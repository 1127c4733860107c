import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type MembershipChange,
  membershipChanges,
  membershipDifference,
} from "../../../engine/engagement/membership-changes.ts";

const HORIZON = 140;

/** Days 0 … 100, dense or sparse, ascending. */
const activeDays = fc
  .uniqueArray(fc.integer({ min: 0, max: 100 }), { maxLength: 90 })
  .map((days) => days.toSorted((a, b) => a - b));

/** The definitions of the design, word by word, without any of the engine's functions. */
function membershipByDefinition(days: readonly number[], t: number): Set<string> {
  const x = new Set(days);
  const span = (from: number, to: number) => {
    let count = 0;
    for (let day = from; day <= to; day += 1) if (x.has(day)) count += 1;
    return count;
  };
  const a = span(t - 29, t);
  const classes: [string, number, number][] = [
    ["power", 20, 30],
    ["core", 16, 19],
    ["regular", 6, 15],
    ["casual", 1, 5],
  ];
  const members = new Set<string>();
  if (x.has(t)) members.add("dau");
  if (span(t - 6, t) > 0) members.add("wau");
  if (a >= 1) members.add("mau");
  for (const [name, least, most] of classes) {
    if (a < least || a > most) continue;
    members.add(`distribution.${name}`);
    members.add(span(t - 7, t) === 0 ? "tiers.at_risk" : `tiers.${name}`);
  }
  return members;
}

/** The members at each day as the sum of changes says. */
function sumsByDay(changes: readonly MembershipChange[]): Map<number, Map<string, number>> {
  const byDay = new Map<number, Map<string, number>>();
  const sums = new Map<string, number>();
  for (let day = -5; day < HORIZON; day += 1) {
    for (const change of changes) {
      if (change.day === day) sums.set(change.series, (sums.get(change.series) ?? 0) + change.change);
    }
    byDay.set(day, new Map([...sums].filter(([, sum]) => sum !== 0)));
  }
  return byDay;
}

function definitionByDay(days: readonly number[]): Map<number, Map<string, number>> {
  const byDay = new Map<number, Map<string, number>>();
  for (let day = -5; day < HORIZON; day += 1) {
    byDay.set(day, new Map([...membershipByDefinition(days, day)].map((series) => [series, 1])));
  }
  return byDay;
}

describe("the changes of a shopper's membership", () => {
  test("summed up to any day they are the membership by definition, and nothing in the end", () => {
    fc.assert(
      fc.property(activeDays, (days) => {
        expect(sumsByDay(membershipChanges(days))).toEqual(definitionByDay(days));
      }),
      { numRuns: 300 },
    );
  });

  test("they are in order, one for a day and series, each by one", () => {
    fc.assert(
      fc.property(activeDays, (days) => {
        const changes = membershipChanges(days);
        const cells = changes.map(({ day, series }) => `${String(day).padStart(4, "0")} ${series}`);
        expect(cells).toEqual([...new Set(cells)].toSorted((a, b) => (a < b ? -1 : 1)));
        expect(changes.every(({ change }) => Math.abs(change) === 1)).toBe(true);
      }),
    );
  });

  test("one active day makes twelve", () => {
    expect(membershipChanges([100]).map(({ series, day, change }) => [day, series, change])).toEqual([
      [100, "dau", 1],
      [100, "distribution.casual", 1],
      [100, "mau", 1],
      [100, "tiers.casual", 1],
      [100, "wau", 1],
      [101, "dau", -1],
      [107, "wau", -1],
      [108, "tiers.at_risk", 1],
      [108, "tiers.casual", -1],
      [130, "distribution.casual", -1],
      [130, "mau", -1],
      [130, "tiers.at_risk", -1],
    ]);
  });
});

describe("the difference of two lists", () => {
  test("added to the old one gives the new one, whatever days came or went", () => {
    fc.assert(
      fc.property(activeDays, activeDays, (before, after) => {
        const both = [...membershipChanges(before), ...membershipDifference(before, after)];
        expect(sumsByDay(both)).toEqual(definitionByDay(after));
      }),
      { numRuns: 300 },
    );
  });

  test("of one new day lies within 30 days of it, touches at most two cells of WAU and MAU and 60 of the classes", () => {
    fc.assert(
      fc.property(activeDays, fc.integer({ min: 0, max: 100 }), (before, day) => {
        const after = [...new Set([...before, day])].toSorted((a, b) => a - b);
        const cells = membershipDifference(before, after);
        const cellsOf = (start: string) => cells.filter(({ series }) => series.startsWith(start)).length;
        expect(cells.every((cell) => cell.day >= day && cell.day <= day + 30)).toBe(true);
        expect(Math.max(cellsOf("wau"), cellsOf("mau"), cellsOf("dau"))).toBeLessThanOrEqual(2);
        expect(Math.max(cellsOf("distribution"), cellsOf("tiers"))).toBeLessThanOrEqual(60);
      }),
    );
  });

  test("of the same days is empty", () => {
    expect(membershipDifference([1, 5, 9], [1, 5, 9])).toEqual([]);
  });

  test("of a day on which the shopper was counted in advance as away puts that right", () => {
    const difference = membershipDifference([100], [100, 101]).map(({ day, series, change }) => [day, series, change]);
    expect(difference).toEqual([
      [101, "dau", 1],
      [102, "dau", -1],
      [107, "wau", 1],
      [108, "tiers.at_risk", -1],
      [108, "tiers.casual", 1],
      [108, "wau", -1],
      [109, "tiers.at_risk", 1],
      [109, "tiers.casual", -1],
      [130, "distribution.casual", 1],
      [130, "mau", 1],
      [130, "tiers.at_risk", 1],
      [131, "distribution.casual", -1],
      [131, "mau", -1],
      [131, "tiers.at_risk", -1],
    ]);
  });
});
