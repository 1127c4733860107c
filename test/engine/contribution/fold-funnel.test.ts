import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { foldFunnel } from "../../../engine/contribution/fold-funnel.ts";
import { FUNNEL_BASE, funnelStepOf } from "../../../engine/contribution/funnel-step.ts";
import type { ShopperEvent } from "../../../engine/event.ts";
import { startOfDay } from "../../../engine/metrics/day-range.ts";
import { addReach, type FunnelQuestion } from "../../../engine/metrics/funnel-reach.ts";
import { dayOf } from "../../../engine/store-day.ts";
import { MINUTE, NOON, event, item, rules } from "../../support/shopper-events.ts";

const NAMES = ["view_item", "add_to_cart", "begin_checkout", "purchase", "page_view"];
const HOUR = 60 * MINUTE;
const own = rules({ time_zone: "Asia/Ho_Chi_Minh" });

function folded(events: readonly ShopperEvent[]): number[] {
  const funnel: number[] = [];
  for (const each of events) foldFunnel(funnel, each, own);
  return funnel;
}

/** Every step of every event, as nobody could keep them. */
function all(events: readonly ShopperEvent[]): number[] {
  return events
    .flatMap((each) => {
      const step = funnelStepOf(each);
      return step === null ? [] : [each.at * FUNNEL_BASE + step];
    })
    .toSorted((a, b) => a - b);
}

function reach(steps: readonly number[], question: FunnelQuestion): number[] {
  const reached: number[] = [];
  addReach(reached, steps, question);
  return reached;
}

describe("the steps of the funnel that are kept of a shopper", () => {
  test("answer every range of days, window and mode as all of them would", () => {
    // Hundreds a day, with a night now and then.
    const pause = fc.oneof(
      { weight: 99, arbitrary: fc.integer({ min: 0, max: 2 }) },
      { weight: 1, arbitrary: fc.integer({ min: 60, max: 900 }) },
    );
    const act = fc.record({ name: fc.constantFrom(...NAMES), gap: pause });
    const ask = fc.record({
      fromDay: fc.integer({ min: -1, max: 5 }),
      days: fc.integer({ min: 1, max: 5 }),
      windowMs: fc.constantFrom(null, 5 * MINUTE, HOUR, 24 * HOUR, 72 * HOUR),
      mode: fc.constantFrom("reached" as const, "ordered" as const),
    });
    fc.assert(
      fc.property(
        fc.array(act, { minLength: 200, maxLength: 1500 }),
        fc.array(ask, { minLength: 1, maxLength: 20 }),
        (acts, asked) => {
          let minute = 0;
          const events = acts.map(({ name, gap }) => event(name, (minute += gap), { items: [item("a")] }));
          const [kept, whole] = [folded(events), all(events)];
          const first = dayOf(NOON, own.timeZone);
          for (const { fromDay, days, ...more } of asked) {
            const from = startOfDay(first + fromDay, own.timeZone);
            const question = { from, to: startOfDay(first + fromDay + days, own.timeZone), ...more };
            expect(reach(kept, question)).toEqual(reach(whole, question));
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  test("are few, however much a shopper goes to and fro", () => {
    const restless = Array.from({ length: 20_000 }, (_, index) =>
      event(NAMES[index % 4] ?? "", index / 20, { items: [item("a")] }),
    );
    const days = new Set(restless.map(({ at }) => dayOf(at, own.timeZone)));
    expect(folded(restless).length).toBeLessThanOrEqual(days.size * 66);
  });
});
