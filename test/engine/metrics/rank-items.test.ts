import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Ranked, leastToCompete, sumRanked, topRanked } from "../../../engine/metrics/rank-items.ts";
import { histogramPercentile } from "../../../engine/metrics/histogram-percentile.ts";
import { delayBucket } from "../../../engine/contribution/delay-bucket.ts";
import { dateOfDay, dayOfDate, startOfDay } from "../../../engine/metrics/day-range.ts";
import { dayOf } from "../../../engine/store-day.ts";

test.each<[Ranked[], string[]]>([
  [
    [
      ["10", 5],
      ["9", 5],
    ],
    ["9", "10"],
  ],
  [
    [
      ["b", 1],
      ["a", 1],
      ["7", 1],
    ],
    ["7", "a", "b"],
  ],
  [
    [
      ["a", 1],
      ["b", 3],
      ["c", 2],
    ],
    ["b", "c", "a"],
  ],
  [
    [
      ["a", 0],
      ["b", -1],
    ],
    [],
  ],
])("%j is in the order %j", (items, ids) => {
  expect(topRanked(items, 10).map(([item]) => item)).toEqual(ids);
});

test("three rounds over shards find the first of all, wherever they are strong or weak", () => {
  const shard = fc.dictionary(fc.integer({ min: 0, max: 40 }).map(String), fc.integer({ min: 1, max: 20 }));
  fc.assert(
    fc.property(fc.array(shard, { minLength: 1, maxLength: 16 }), fc.integer({ min: 1, max: 8 }), (shards, count) => {
      const lists = shards.map((counts) => Object.entries(counts));
      const partial = sumRanked(lists.map((list) => topRanked(list, count)));
      const least = leastToCompete(partial, count, shards.length);
      const competing = new Set([...partial.keys(), ...lists.flat().flatMap(([id, n]) => (n >= least ? [id] : []))]);
      const sums = sumRanked(lists.map((list) => list.filter(([id]) => competing.has(id))));
      expect(topRanked(sums, count)).toEqual(topRanked(sumRanked(lists), count));
    }),
    { numRuns: 2000 },
  );
});

test("a percentile from the histogram is within 1 % of the exact one", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 3_600_000 }), { minLength: 1 }),
      fc.constantFrom(0.5, 0.99),
      (delays, share) => {
        const exact = delays.toSorted((a, b) => a - b)[Math.max(1, Math.ceil(delays.length * share)) - 1] ?? 0;
        const counts = new Map<number, number>();
        for (const delay of delays) counts.set(delayBucket(delay), (counts.get(delayBucket(delay)) ?? 0) + 1);
        const estimate = histogramPercentile(counts, share) ?? 0;
        expect(Math.abs(estimate - exact)).toBeLessThanOrEqual(exact * 0.01);
      },
    ),
  );
});

describe("days of a zone", () => {
  test.each([
    ["UTC", "2026-11-20", "2026-11-20T00:00:00.000Z"],
    ["Europe/Paris", "2026-03-29", "2026-03-28T23:00:00.000Z"],
    ["Europe/Paris", "2026-03-30", "2026-03-29T22:00:00.000Z"],
    ["Asia/Kathmandu", "2026-11-20", "2026-11-19T18:15:00.000Z"],
    ["America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00.000Z"],
    ["Pacific/Auckland", "2026-11-20", "2026-11-19T11:00:00.000Z"],
  ])("in %s, %s begins at %s", (zone, date, start) => {
    const day = dayOfDate(date) ?? 0;
    const at = startOfDay(day, zone);
    expect(new Date(at).toISOString()).toBe(start);
    expect([dayOf(at, zone), dayOf(at - 1, zone)]).toEqual([day, day - 1]);
    expect(dateOfDay(day)).toBe(date);
  });

  test.each(["2026-02-29", "2026-13-01", "2026-1-1", "yesterday", ""])("%j is no date", (text) => {
    expect(dayOfDate(text)).toBeNull();
  });
});
