import * as fc from "fast-check";
import { expect, test } from "vitest";
import { firstInOrder } from "../../../durable-objects/metrics/first-in-order.ts";

const byNumber = (a: number, b: number) => a - b;

test("the first in order are those of the whole input, sorted", () => {
  const values = fc.array(fc.integer(), { maxLength: 400, size: "max" });
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 90 }), (input, count) => {
      expect(firstInOrder(input, count, byNumber)).toEqual(input.toSorted(byNumber).slice(0, count));
    }),
  );
});
