import * as fc from "fast-check";
import { expect, test } from "vitest";
import { utf8Bytes } from "../../../engine/normalize/utf8-bytes.ts";

test.each([
  ["", 0],
  ["a", 1],
  ["é", 2],
  ["€", 3],
  ["😀", 4],
  ["\u07ff\u0800\uffff", 8],
])("%j takes %i bytes", (text, bytes) => {
  expect(utf8Bytes(text)).toBe(bytes);
});

test("every text takes as many bytes as its encoding has", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(utf8Bytes(text)).toBe(new TextEncoder().encode(text).length);
    }),
  );
});
