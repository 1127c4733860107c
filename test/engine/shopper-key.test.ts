import { expect, test } from "vitest";
import { bareId, cleanId, shopperKeyOf } from "../../engine/shopper-key.ts";

test.each([
  "",
  "  ",
  "0",
  0,
  "null",
  "NULL",
  null,
  undefined,
  "undefined",
  "none",
  "NaN",
  Number.NaN,
  "anonymous",
  "Guest",
  "unknown",
  "[object Object]",
  "00000000-0000-0000-0000-000000000000",
  {},
  [],
  ["a"],
  true,
  "\u202e",
])("%j is no id", (value) => {
  expect(cleanId(value)).toBeNull();
});

test.each([
  ["42", "42"],
  [42, "42"],
  [4.5, "4.5"],
  [" a b ", "a b"],
  ["zo\u202eé\u0000", "zoé"],
  ["half\ud800", "half"],
  ["😀", "😀"],
  ["00", "00"],
])("%j is the id %j", (value, id) => {
  expect(cleanId(value)).toBe(id);
});

test("a known user is the shopper, else the anonymous id", () => {
  expect(shopperKeyOf("7", "x")).toBe("u:7");
  expect(shopperKeyOf(null, "x")).toBe("a:x");
  expect(shopperKeyOf(null, null)).toBeNull();
});

test("the bare id of a shopper is what was sent", () => {
  expect(bareId("u:a:b")).toBe("a:b");
  expect(bareId("a:x")).toBe("x");
});
