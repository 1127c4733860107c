import { expect, test } from "vitest";
import { churnRiskTenths, isAtRisk } from "../../../engine/engagement/churn-risk.ts";

test("the risk of all 81 combinations is the sum of its parts in exact tenths, from 0 to 10", () => {
  const away = [
    [0, 0],
    [5, 2],
    [9, 4],
  ] as const;
  const days = [
    [12, 0],
    [4, 1],
    [2, 3],
  ] as const;
  const visits = [
    [45, 0],
    [20, 1],
    [6, 2],
  ] as const;
  const trends = [
    ["stable", 0],
    ["increasing", -1],
    ["declining", 2],
  ] as const;
  const combinations = away.flatMap(([daysSinceActive, a]) =>
    days.flatMap(([activeDays30, b]) =>
      visits.flatMap(([sessions30, c]) =>
        trends.map(([trend, d]) => ({
          signs: { daysSinceActive, activeDays30, sessions30, trend },
          sum: a + b + c + d,
        })),
      ),
    ),
  );
  expect(combinations).toHaveLength(81);
  for (const { signs, sum } of combinations) {
    const tenths = churnRiskTenths(signs);
    expect(tenths).toBe(Math.max(0, Math.min(10, sum)));
    expect(isAtRisk(tenths, Math.max(0, Math.min(10, sum)) / 10)).toBe(true);
  }
});
