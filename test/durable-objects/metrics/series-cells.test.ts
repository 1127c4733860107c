import * as fc from "fast-check";
import { expect, test } from "vitest";
import { SeriesCells } from "../../../durable-objects/metrics/series-cells.ts";

const SLOTS = 96;

test("a sum over slots is that of its cells, whatever was added before and after it was built", () => {
  const cell = fc.record({
    slot: fc.integer({ min: 0, max: SLOTS - 1 }),
    name: fc.constantFrom("events", "stage:cart", "value:USD"),
    count: fc.integer({ min: -3, max: 9 }),
  });
  const cells = fc.array(cell, { maxLength: 60 });
  const range = fc.tuple(fc.integer({ min: 0, max: SLOTS }), fc.integer({ min: 0, max: SLOTS }));
  fc.assert(
    fc.property(cells, cells, range, (before, after, [one, other]) => {
      const kept = new Map<string, number>();
      for (const { slot, name, count } of before) {
        kept.set(`${slot} ${name}`, (kept.get(`${slot} ${name}`) ?? 0) + count);
      }
      const series = new SeriesCells(24, kept);
      for (const { slot, name, count } of after) series.add(`${slot} ${name}`, count);
      const [from, to] = [Math.min(one, other), Math.max(one, other)];
      for (const name of ["events", "stage:cart", "value:USD", "nothing"]) {
        const expected = [...before, ...after]
          .filter((each) => each.name === name && each.slot >= from && each.slot < to)
          .reduce((sum, { count }) => sum + count, 0);
        expect(series.sum(name, from, to)).toBe(expected);
      }
    }),
  );
});
