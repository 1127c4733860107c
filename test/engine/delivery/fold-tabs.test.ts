import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { EMPTY_ENGAGEMENT, type Engagement } from "../../../engine/contribution/engagement.ts";
import { foldEngagement } from "../../../engine/contribution/fold-engagement.ts";
import { mergeEngagements } from "../../../engine/contribution/merge-engagements.ts";
import { deliveryFacts } from "../../../engine/delivery/delivery-facts.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { EMPTY_HISTORY, History } from "../../../engine/truth/history.ts";
import { MINUTE, event, rules } from "../../support/shopper-events.ts";

const settings = rules();
const context = { rules: settings, shopperHash: 1, anchors: new Set<string>() };
const HOUR = 60;

/** The event of that number of a page, so many minutes after noon. */
const numbered = (tab: string, seq: number, minute: number, more: Partial<ShopperEvent> = {}): ShopperEvent =>
  event("page_view", minute, { id: `${tab}-${seq}`, tab: "chrome", ...more });

const fold = (...lists: ShopperEvent[][]): Engagement =>
  lists.reduce((known, list) => foldEngagement(known, list, settings), EMPTY_ENGAGEMENT);

/** [expected, received] of all days, by browser. */
function counts(engagement: Engagement): Record<string, [number, number]> {
  const sums: Record<string, [number, number]> = {};
  for (const { value } of deliveryFacts(engagement, settings.timeZone)) {
    for (const [browser, expected, received] of (value as unknown[]).slice(1) as [string, number, number][]) {
      const sum = (sums[browser] ??= [0, 0]);
      sum[0] += expected;
      sum[1] += received;
    }
  }
  return sums;
}

describe("the events of a page", () => {
  test.each<[string, number[], [number, number]]>([
    ["all came", [1, 2, 3], [3, 3]],
    ["one is missing", [1, 3], [3, 2]],
    ["the first are missing", [3, 4], [4, 2]],
    ["a single one came", [1], [1, 1]],
  ])("%s", (_, seqs, expected) => {
    expect(counts(fold(seqs.map((seq) => numbered("t", seq, seq))))).toEqual({ chrome: expected });
  });

  test("count on the day of its first event, by the browser of that one", () => {
    const late = [numbered("t", 1, 11 * HOUR), numbered("t", 2, 13 * HOUR), numbered("t", 4, 14 * HOUR)];
    const facts = deliveryFacts(fold(late), "UTC");
    expect(facts.map(({ value }) => value)).toEqual([[Date.UTC(2026, 10, 20), ["chrome", 4, 3]]]);
  });

  test("that nobody numbered, or a server sent, do not count", () => {
    expect(counts(fold([event("page_view", 0)]))).toEqual({});
  });

  test("of many pages take little room, and a page that is looked at again days later is still known", () => {
    const pages = Array.from({ length: 300 }, (_, n) => [numbered(`p${n}`, 1, n), numbered(`p${n}`, 3, n)]).flat();
    const engagement = fold([...pages, numbered("p299", 4, 4 * 24 * HOUR)]);
    expect(engagement.tabs.length).toBeLessThan(80);
    expect(counts(engagement)).toEqual({ chrome: [901, 601] });
  });
});

/** Pages of a shopper over three hours; of each page some events come. */
const pages = fc.array(
  fc.record({
    begin: fc.integer({ min: 0, max: 180 }),
    browser: fc.constantFrom("chrome", "safari"),
    came: fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 }),
  }),
  { minLength: 1, maxLength: 20 },
);

test("any order, batches, repetitions and checkpoints give the same: the highest number of each page, and what came", () => {
  fc.assert(
    fc.property(pages, fc.infiniteStream(fc.nat()), fc.nat({ max: 40 }), (made, chance, cut) => {
      const came = made.flatMap(({ begin, browser, came: seqs }, page) =>
        seqs.map((seq) => numbered(`p${page}`, seq, begin + seq / 10, { tab: browser })),
      );
      const expected: Record<string, [number, number]> = {};
      for (const { browser, came: seqs } of made) {
        const sum = (expected[browser] ??= [0, 0]);
        sum[0] += Math.max(...seqs);
        sum[1] += seqs.length;
      }
      const arrivals = [...came, ...came].map((one) => [chance.next().value as number, one] as const);
      const history = new History(EMPTY_HISTORY);
      for (const [, one] of arrivals.toSorted(([a], [b]) => a - b)) history.add([one], context);
      const sorted = [...history.events];
      expect(counts(fold(sorted))).toEqual(expected);
      expect(fold(sorted.slice(0, cut), sorted.slice(cut))).toEqual(fold(sorted));
    }),
    { numRuns: 300 },
  );
});

test("a page on which a guest became a user is one page", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 9 }), { minLength: 1 }), fc.nat({ max: 9 }), (seqs, last) => {
      const all = seqs.toSorted((a, b) => a - b).map((seq) => numbered("t", seq, seq));
      const guest = all.filter(({ at }) => at <= (all[0]?.at ?? 0) + last * MINUTE);
      const user = all.filter((one) => !guest.includes(one));
      expect(counts(mergeEngagements(fold(user), fold(guest)))).toEqual(counts(fold(all)));
    }),
  );
});
