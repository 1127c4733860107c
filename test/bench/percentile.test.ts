import { expect, test } from "vitest";
import { percentile } from "../../bench/percentile.ts";

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index);

test.each([
  [[7], 0.5, 7],
  [hundred, 0.5, 50],
  [hundred, 0.99, 99],
  [hundred, 1, 100],
  [[10, 9, 100], 0.5, 10],
])("of %j the share %d lies at %d", (values, share, expected) => {
  expect(percentile(values, share)).toBe(expected);
});
