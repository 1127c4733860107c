import * as fc from "fast-check";
import { expect, test } from "vitest";
import { cartValue } from "../../../engine/cart/cart-value.ts";
import type { Line } from "../../../engine/cart/line.ts";

const line = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  variant: fc.constant(null),
  name: fc.constant(null),
  priceMinor: fc.option(fc.nat(10_000_000_000)),
  currency: fc.constantFrom("USD", "VND", "KWD"),
  quantity: fc.integer({ min: 1, max: 999 }),
  url: fc.constant(null),
  imageUrl: fc.constant(null),
});

/** The sum of one currency in whole numbers of any size. */
function exactly(lines: readonly Line[], currency: string): bigint {
  const own = lines.filter((each) => each.currency === currency && each.priceMinor !== null);
  return own.reduce((sum, { quantity, priceMinor }) => sum + BigInt(quantity) * BigInt(priceMinor ?? 0), 0n);
}

test("the value of a cart is exact to the minor unit, each currency by itself", () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.constantFrom("USD", "VND", "KWD"), (lines, currency) => {
      const value = cartValue({ lines, statedMinor: null, currency });
      expect(BigInt(value.valueMinor)).toBe(exactly(lines, currency));
      for (const other of value.others) expect(BigInt(other.valueMinor)).toBe(exactly(lines, other.currency));
      expect(value.others.map((other) => other.currency)).not.toContain(currency);
    }),
    { numRuns: 1000 },
  );
});
