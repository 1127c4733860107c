import * as fc from "fast-check";
import { expect, test } from "vitest";
import { hash32, hashHex } from "../../engine/hash.ts";

const NUMBERED = Array.from({ length: 100_000 }, (_, index) => `u:${index}`);

test("a hash stays the same from release to release", () => {
  expect([hash32(""), hash32("u:1"), hash32("Zürich")]).toMatchInlineSnapshot(`
    [
      2462723854,
      1001773240,
      2811428854,
    ]
  `);
  expect([hashHex(""), hashHex("u:1"), hashHex("Zürich")]).toMatchInlineSnapshot(`
    [
      "8af29c20a0f517e3239f1fc2c124e31d",
      "9e8611795bb55d7023666f9d32f7c911",
      "56a480d1ab633ef3cb02141d5b140c9a",
    ]
  `);
});

test("a long hash is 32 hexadecimal digits, whatever the text", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(hashHex(text)).toMatch(/^[0-9a-f]{32}$/);
      expect(hash32(text)).toBe(hash32(text) >>> 0);
    }),
  );
});

test("texts that differ little have different long hashes, in each quarter too", () => {
  for (const [from, to] of [
    [0, 32],
    [0, 16],
    [8, 24],
    [16, 32],
  ] as const) {
    expect(new Set(NUMBERED.map((text) => hashHex(text).slice(from, to))).size).toBe(NUMBERED.length);
  }
});

test("short hashes spread numbered shoppers evenly over 100 groups", () => {
  const groups = Array.from({ length: 100 }, () => 0);
  for (const text of NUMBERED) groups[hash32(text) % 100] = (groups[hash32(text) % 100] ?? 0) + 1;
  expect(Math.min(...groups)).toBeGreaterThan(850);
  expect(Math.max(...groups)).toBeLessThan(1150);
});

test("one changed bit changes about half of a long hash", () => {
  let changed = 0;
  for (let index = 0; index < 1000; index += 1) {
    const one = BigInt(`0x${hashHex(`message-${index}`)}`);
    const other = BigInt(`0x${hashHex(`message-${index}`.replace("m", "l"))}`);
    changed += (one ^ other).toString(2).replaceAll("0", "").length;
  }
  expect(changed / 1000).toBeGreaterThan(60);
  expect(changed / 1000).toBeLessThan(68);
});
