import * as fc from "fast-check";
import { expect, test } from "vitest";
import { abandonedCarts } from "../../../durable-objects/metrics/abandoned-carts.ts";
import { type CartSort, cartOrder } from "../../../durable-objects/metrics/cart-order.ts";
import {
  type Directory,
  deleteRow,
  emptyDirectory,
  rowOf,
  setRow,
} from "../../../durable-objects/metrics/directory.ts";
import type { StoredRecord } from "../../../durable-objects/metrics/stored-record.ts";
import { FUNNEL_BASE } from "../../../engine/contribution/funnel-step.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { type FunnelQuestion, addReach } from "../../../engine/metrics/funnel-reach.ts";
import { NOON, entryOf, queryOf } from "./delta-of.ts";

const FUNNEL: FunnelQuestion = { from: 100, to: 200, windowMs: 50, mode: "ordered" };

interface Change {
  shopper: ShopperKey;
  /** Null removes the shopper. */
  row: { at: number; value: number; currency: string; browses: boolean; excluded: boolean; day: number } | null;
}

const change: fc.Arbitrary<Change> = fc.record({
  shopper: fc.integer({ min: 1, max: 90 }).map((id): ShopperKey => `u:${id}`),
  row: fc.option(
    fc.record({
      at: fc.integer({ min: 0, max: 40 }),
      value: fc.integer({ min: 0, max: 5 }),
      currency: fc.constantFrom("USD", "EUR"),
      browses: fc.boolean(),
      excluded: fc.boolean(),
      day: fc.integer({ min: 1, max: 5 }),
    }),
    { freq: 5 },
  ),
});

function apply(directory: Directory, { shopper, row }: Change): void {
  if (row === null) {
    deleteRow(directory, shopper);
    return;
  }
  const { at, value, currency, browses, excluded, day } = row;
  const steps = [0, 1, 3].map((step, index) => (100 + at + 20 * index) * FUNNEL_BASE + step);
  const record: StoredRecord = {
    shopper,
    incarnation: "i",
    sequence: 1,
    directory: entryOf({
      lastActivityAt: NOON + at,
      valueMinor: value,
      currency,
      stage: browses ? "browse" : "cart",
    }),
    facts: { d: [day], "f:1": steps, ...(excluded ? { x: true } : {}) },
  };
  setRow(directory, shopper, rowOf(record, 0));
}

/** What every question has to answer, from all rows. */
function sorted({ rows }: Directory, browses: boolean, sort: CartSort): ShopperKey[] {
  return [...rows]
    .filter(([, row]) => !row.excluded && (row.stage === "browse") === browses)
    .map(([shopper, { lastActivityAt, valueMinor, currency }]) => ({ shopper, lastActivityAt, valueMinor, currency }))
    .toSorted(cartOrder(sort, "USD"))
    .map(({ shopper }) => shopper);
}

test("whatever comes, changes and goes, between whichever two questions: they answer as if all rows were looked at", () => {
  const steps = fc.array(fc.oneof({ weight: 12, arbitrary: change }, { weight: 1, arbitrary: fc.constant("ask") }), {
    maxLength: 500,
    size: "max",
  });
  fc.assert(
    fc.property(steps, (taken) => {
      const directory = emptyDirectory();
      for (const step of [...taken, "ask"] as (Change | "ask")[]) {
        if (step !== "ask") {
          apply(directory, step);
          continue;
        }
        for (const browses of [true, false]) {
          for (const sort of ["oldest", "value"] as const) {
            const query = queryOf({ stage: browses ? "browse" : null, sort, limit: 1000 });
            const listed = abandonedCarts(directory, query).map(({ shopper }) => shopper);
            expect(listed).toEqual(sorted(directory, browses, sort));
          }
        }
        const rows = [...directory.rows.values()].filter(({ excluded }) => !excluded);
        const reached = [0, 0, 0, 0];
        for (const { funnel } of rows) addReach(reached, funnel, FUNNEL);
        expect(directory.views.funnel(FUNNEL)).toEqual(reached);
        expect(directory.views.counted).toBe(rows.length);
        const days = [...directory.views.byLastActiveDay().members()].map(({ row }) => row.days[0] ?? 0);
        expect(days).toEqual(rows.map((row) => row.days[0] ?? 0).toSorted((a, b) => b - a));
      }
    }),
    { numRuns: 60 },
  );
});

test("a first page looks at what it shows, not at every cart of the shard", () => {
  const directory = emptyDirectory();
  for (let index = 0; index < 20_000; index += 1) {
    const row = { at: index, value: 1, currency: "USD", browses: false, excluded: false, day: 1 };
    apply(directory, { shopper: `u:${index}`, row });
  }
  const members = directory.views.carts(false, "oldest", "USD");
  expect(abandonedCarts(directory, queryOf({ limit: 100 }))).toHaveLength(100);
  let looked = 0;
  const original = members.members.bind(members);
  members.members = function* counting() {
    for (const member of original()) {
      looked += 1;
      yield member;
    }
  };
  abandonedCarts(directory, queryOf({ limit: 100 }));
  expect(looked).toBeLessThanOrEqual(101);
});
