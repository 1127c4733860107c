import * as fc from "fast-check";
import { expect, test } from "vitest";
import { minorUnits, toMinor } from "../../engine/money.ts";

test.each([
  ["USD", 2],
  ["EUR", 2],
  ["VND", 0],
  ["JPY", 0],
  ["KWD", 3],
  ["TND", 3],
  ["CLF", 4],
  ["XXX", 2],
])("the minor unit of %s has %i digits", (currency, digits) => {
  expect(minorUnits(currency)).toBe(digits);
});

test.each<[number | string, string, number | null]>([
  [19.9, "USD", 1990],
  ["19.90", "USD", 1990],
  [1.005, "USD", 101],
  [0.285, "USD", 29],
  [1.115, "USD", 112],
  [8.345, "USD", 835],
  [-1.005, "USD", -101],
  [2.5, "JPY", 3],
  [-2.5, "JPY", -3],
  [249000, "VND", 249000],
  [0.4999, "JPY", 0],
  [1.2345, "KWD", 1235],
  [1e-7, "USD", 0],
  [-1e-7, "USD", 0],
  ["1e3", "USD", 100_000],
  ["1.5E+2", "USD", 15_000],
  [".5", "USD", 50],
  ["5.", "USD", 500],
  ["+5", "USD", 500],
  [" 7 ", "USD", 700],
  ["007.10", "USD", 710],
  [0, "USD", 0],
  [-0, "USD", 0],
  ["0e9999", "USD", 0],
  ["90071992547409.91", "USD", Number.MAX_SAFE_INTEGER],
  ["90071992547409.92", "USD", null],
  [1e21, "USD", null],
  ["1e9999", "USD", null],
  [NaN, "USD", null],
  [Infinity, "USD", null],
  ["", "USD", null],
  [".", "USD", null],
  ["e5", "USD", null],
  ["1,299.00", "USD", null],
  ["$5", "USD", null],
  ["0x10", "USD", null],
  ["1e99999", "USD", null],
  ["0".repeat(65), "USD", null],
])("%j in %s is %j minor units", (amount, currency, minor) => {
  expect(toMinor(amount, currency)).toBe(minor);
});

test("an amount written with its currency's digits comes back exactly", () => {
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.constantFrom("USD", "VND", "KWD", "CLF"), (minor, currency) => {
      const digits = minorUnits(currency);
      const text = String(Math.abs(minor)).padStart(digits + 1, "0");
      const point = text.length - digits;
      const decimal = `${minor < 0 ? "-" : ""}${text.slice(0, point)}.${text.slice(point)}`;
      expect(toMinor(decimal, currency)).toBe(minor);
    }),
  );
});
