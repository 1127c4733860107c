import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { rebase } from "../../../cli/replay/rebase.ts";

const START = Date.UTC(2026, 10, 20, 10);
const ORIGIN = Date.UTC(2019, 10, 1);

test.each([
  ["the first row gets the start", 0, 60, 0],
  ["an hour at speed 60 takes a minute", 3_600_000, 60, 60_000],
  ["a second at speed 60 rounds to whole milliseconds", 1000, 60, 17],
  ["speed 1 keeps the pace", 1234, 1, 1234],
  ["half speed doubles it", 1000, 0.5, 2000],
  ["a row from before the first one goes before the start", -6000, 60, -100],
])("%s", (_, sinceFirst, speed, sinceStart) => {
  expect(rebase({ start: START, origin: ORIGIN, speed }, ORIGIN + sinceFirst)).toBe(START + sinceStart);
});

test("keeps the order of rows and on which side of a deadline they are", () => {
  const seconds = integer({ min: 0, max: 86_400 });
  assert(
    property(seconds, seconds, (first, second) => {
      const base = { start: START, origin: ORIGIN, speed: 60 };
      const cutoffMs = 1_800_000;
      const deadline = rebase(base, ORIGIN + first * 1000) + cutoffMs / base.speed;
      expect(rebase(base, ORIGIN + second * 1000) >= deadline).toBe(second * 1000 >= first * 1000 + cutoffMs);
    }),
  );
});
