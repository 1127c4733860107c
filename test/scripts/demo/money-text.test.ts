import { expect, test } from "vitest";
import { moneyText } from "../../../scripts/demo/money-text.ts";

test.each([
  [5990, "USD", "59.90 USD"],
  [1200, "JPY", "1200 JPY"],
  [1250, "KWD", "1.250 KWD"],
])("%i minor units of %s are %s", (minor, currency, text) => {
  expect(moneyText(minor, currency)).toBe(text);
});
