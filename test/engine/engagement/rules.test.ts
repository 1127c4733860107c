import { describe, expect, test } from "vitest";
import { activeDaysOf, countWithin, lastUpTo } from "../../../engine/engagement/active-days.ts";
import { churnRiskTenths, isAtRisk } from "../../../engine/engagement/churn-risk.ts";
import { classOf, tierOf } from "../../../engine/engagement/classes.ts";
import { cohortStickiness, stickiness } from "../../../engine/engagement/cohort-stickiness.ts";
import { membershipAt } from "../../../engine/engagement/membership.ts";
import { profileOf } from "../../../engine/engagement/profile.ts";
import { compareWeeks, trendOf } from "../../../engine/engagement/trend.ts";

/** The days `from` … `to`. */
const run = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe("active days", () => {
  test.each([
    [1, [1, 2, 5]],
    [3, [1, 5]],
    [5, [5]],
    [6, []],
  ])("with a threshold of %i events they are %j", (threshold, days) => {
    const counts = new Map([
      [5, 5],
      [1, 3],
      [2, 1],
      [3, 0],
    ]);
    expect(activeDaysOf(counts, threshold)).toEqual(days);
  });

  test.each([
    [1, 5, 3],
    [2, 4, 1],
    [1, 1, 1],
    [3, 4, 0],
    [6, 9, 0],
    [-9, 0, 0],
    [4, 2, 0],
  ])("from %i to %i there are %i of 1, 2 and 5", (from, to, count) => {
    expect(countWithin([1, 2, 5], from, to)).toBe(count);
  });

  test.each([
    [0, null],
    [1, 1],
    [4, 2],
    [9, 5],
  ])("the last of them up to %i is %j", (day, last) => {
    expect(lastUpTo([1, 2, 5], day)).toBe(last);
  });
});

describe("classes and tiers", () => {
  test.each([
    [0, null],
    [1, "casual"],
    [5, "casual"],
    [6, "regular"],
    [15, "regular"],
    [16, "core"],
    [19, "core"],
    [20, "power"],
    [30, "power"],
  ])("%i active days in 30 are %j", (days, name) => {
    expect(classOf(days)).toBe(name);
  });

  test.each([
    ["today", [100], "casual"],
    ["seven days ago", [93], "casual"],
    ["eight days ago", [92], "at_risk"],
    ["29 days ago", [71], "at_risk"],
    ["30 days ago", [70], null],
    ["tomorrow only", [101], null],
    ["on twenty days, the last eight days ago", run(73, 92), "at_risk"],
    ["on twenty days, the last seven days ago", run(74, 93), "power"],
    ["never", [], null],
  ])("active %s: %j on day 100 is %j", (_, days, tier) => {
    expect(tierOf(days, 100)).toBe(tier);
  });

  test.each([
    ["the day itself", 0, ["dau", "wau", "mau", "distribution.casual", "tiers.casual"]],
    ["the day after", 1, ["wau", "mau", "distribution.casual", "tiers.casual"]],
    ["six days after", 6, ["wau", "mau", "distribution.casual", "tiers.casual"]],
    ["seven days after", 7, ["mau", "distribution.casual", "tiers.casual"]],
    ["eight days after", 8, ["mau", "distribution.casual", "tiers.at_risk"]],
    ["29 days after", 29, ["mau", "distribution.casual", "tiers.at_risk"]],
    ["30 days after", 30, []],
    ["the day before", -1, []],
  ])("one active day counts on %s (%i) in %j", (_, after, series) => {
    expect(membershipAt([100], 100 + after)).toEqual(series);
  });
});

describe("trend", () => {
  test.each([
    [7, 6, "increasing", false],
    [7, 5, "increasing", true],
    [6, 5, "stable", true],
    [4, 5, "stable", true],
    [3, 5, "declining", true],
    [3, 3, "stable", true],
    [1, 0, "increasing", true],
    [0, 0, "stable", true],
    [0, 1, "declining", true],
  ])("%i active days after %i: %s is %j", (week, before, trend, holds) => {
    expect(compareWeeks(week, before) === trend).toBe(holds);
  });

  test.each([
    ["this week only", run(94, 100), "increasing"],
    ["the week before only", run(87, 93), "declining"],
    ["both weeks", run(87, 100), "stable"],
    ["earlier only", run(70, 86), "stable"],
  ])("on day 100, active %s (%j): %s", (_, days, trend) => {
    expect(trendOf(days, 100)).toBe(trend);
  });
});

describe("churn risk in tenths", () => {
  const calm = { daysSinceActive: 0, activeDays30: 20, sessions30: 60, trend: "stable" } as const;

  test.each([
    [{}, 0],
    [{ daysSinceActive: 3 }, 0],
    [{ daysSinceActive: 4 }, 2],
    [{ daysSinceActive: 7 }, 2],
    [{ daysSinceActive: 8 }, 4],
    [{ daysSinceActive: null }, 4],
    [{ activeDays30: 6 }, 0],
    [{ activeDays30: 5 }, 1],
    [{ activeDays30: 3 }, 1],
    [{ activeDays30: 2 }, 3],
    [{ sessions30: 30 }, 0],
    [{ sessions30: 29 }, 1],
    [{ sessions30: 15 }, 1],
    [{ sessions30: 14 }, 2],
    [{ trend: "declining" }, 2],
    [{ trend: "increasing" }, 0],
    [{ trend: "increasing", activeDays30: 5 }, 0],
    [{ trend: "increasing", sessions30: 14 }, 1],
    [{ daysSinceActive: 10, activeDays30: 2, sessions30: 6, trend: "declining" }, 10],
  ] as const)("%j is %i", (signs, tenths) => {
    expect(churnRiskTenths({ ...calm, ...signs })).toBe(tenths);
  });

  test.each(Array.from({ length: 11 }, (_, tenths) => tenths))(
    "%i tenths meet their own threshold, not the next",
    (tenths) => {
      const threshold = Number((tenths / 10).toFixed(1));
      expect(isAtRisk(tenths, threshold)).toBe(true);
      expect(isAtRisk(tenths, Number((threshold + 0.1).toFixed(1)))).toBe(false);
    },
  );
});

describe("the reference's profiles", () => {
  test.each([
    {
      name: "25 active days, 3.5 sessions a day, active today, a week of 7 after one of 6",
      days: [...run(75, 86), ...run(87, 92), ...run(94, 100)],
      sessions: 105,
      expected: { tier: "power", activeDays30: 25, avgDailySessions: 3.5, daysSinceLastActive: 0, riskTenths: 0 },
    },
    {
      name: "2 active days, 0.2 sessions a day, away for 10 days, a week of 0 after one of 1",
      days: [80, 90],
      sessions: 6,
      expected: { tier: "at_risk", activeDays30: 2, avgDailySessions: 0.2, daysSinceLastActive: 10, riskTenths: 10 },
    },
    {
      name: "12 active days, 1.8 sessions a day, active yesterday, a week of 3 after one of 3",
      days: [...run(75, 80), 88, 90, 92, 95, 97, 99],
      sessions: 54,
      expected: { tier: "regular", activeDays30: 12, avgDailySessions: 1.8, daysSinceLastActive: 1, riskTenths: 0 },
    },
  ])("$name", ({ days, sessions, expected }) => {
    const profile = profileOf(days, { count: sessions, durationMs: sessions * 90_000 }, 100);
    expect(profile).toMatchObject({ ...expected, avgSessionDurationMs: 90_000 });
  });

  test("of a shopper who never was active", () => {
    expect(profileOf([], { count: 0, durationMs: 0 }, 100)).toEqual({
      tier: null,
      activeDays30: 0,
      avgDailySessions: 0,
      avgSessionDurationMs: 0,
      daysSinceLastActive: null,
      trend: "stable",
      riskTenths: 9,
    });
  });
});

describe("the reference's example of three users", () => {
  const counts = [
    new Map([
      [1, 5],
      [2, 3],
      [3, 7],
    ]),
    new Map([
      [1, 2],
      [3, 1],
    ]),
    new Map([
      [1, 1],
      [2, 4],
      [3, 2],
    ]),
  ];
  const members = counts.map((days) => activeDaysOf(days, 1));
  const countIn = (series: string, date: number) =>
    members.filter((days) => membershipAt(days, date).some((name) => name === series)).length;

  test("has DAU 3 on the first and 2 on the second day, MAU 3, ratio 1, three casual", () => {
    expect([countIn("dau", 1), countIn("dau", 2), countIn("mau", 3), countIn("distribution.casual", 3)]).toEqual([
      3, 2, 3, 3,
    ]);
    expect(stickiness(countIn("dau", 3), countIn("mau", 3))).toBe(1);
  });

  test.each([
    ["trailing", [0, 1 / 2, 1 / 3]],
    ["expanding", [0, 1, 1 / 2]],
  ] as const)("a cohort active on days −5, 2 and 3 has on days 1 to 3, %s, the stickiness %j", (window, shares) => {
    const days = cohortStickiness([[-5], [2], [3]], { start: 1, count: 3, window });
    expect(days.map((day) => day.stickiness)).toEqual(shares);
  });
});
