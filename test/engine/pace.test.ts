import { assert, nat, property } from "fast-check";
import { expect, test } from "vitest";
import { paceOf } from "../../engine/pace.ts";

test.each([
  ["a quarter in 10 s", { done: 250, total: 1000, elapsedMs: 10_000 }, [25, 30, 25]],
  ["before anything was done nothing is known", { done: 0, total: 1000, elapsedMs: 10_000 }, [0, null, 0]],
  ["before any time has passed neither", { done: 10, total: 1000, elapsedMs: 0 }, [0, null, 1]],
  [
    "what an earlier run had done is no part of the pace",
    { done: 600, total: 1000, elapsedMs: 10_000, before: 500 },
    [10, 40, 60],
  ],
  ["everything", { done: 1000, total: 1000, elapsedMs: 10_000 }, [100, 0, 100]],
  ["more than there was to do", { done: 1200, total: 1000, elapsedMs: 10_000 }, [120, 0, 100]],
  ["nothing to do", { done: 0, total: 0, elapsedMs: 0 }, [0, 0, 100]],
] as const)("%s", (_, work, [perSecond, secondsLeft, percentage]) => {
  expect(paceOf(work)).toEqual({ perSecond, secondsLeft, percentage });
});

test("the time left is never negative and never NaN", () => {
  assert(
    property(nat(), nat(), nat(), (done, total, elapsedMs) => {
      const { secondsLeft } = paceOf({ done, total, elapsedMs });
      expect(secondsLeft === null || secondsLeft >= 0).toBe(true);
    }),
  );
});
