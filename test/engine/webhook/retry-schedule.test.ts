import { describe, expect, test } from "vitest";
import { ATTEMPT_OFFSETS_MS, nextAttemptAt } from "../../../engine/webhook/retry-schedule.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const NOW = 1_000_000;
const after = (attempts: number, random = 0, retryAfterMs: number | null = null) =>
  nextAttemptAt({ attempts, now: NOW, random, retryAfterMs });

describe("the schedule", () => {
  test("is ten attempts within a day", () => {
    expect(ATTEMPT_OFFSETS_MS.map((ms) => ms / SECOND)).toEqual([
      0, 5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400,
    ]);
  });

  test.each([
    [1, 5 * SECOND],
    [2, 4 * MINUTE + 55 * SECOND],
    [3, 25 * MINUTE],
    [4, 90 * MINUTE],
    [5, 3 * HOUR],
    [6, 5 * HOUR],
    [7, 4 * HOUR],
    [8, 6 * HOUR],
    [9, 4 * HOUR],
  ])("after failure %i waits %i ms, and with jitter up to a tenth more", (attempts, waitMs) => {
    expect(after(attempts)).toBe(NOW + waitMs);
    expect(after(attempts, 0.5)).toBe(NOW + waitMs * 1.05);
    expect(after(attempts, 0.999_999)).toBeLessThanOrEqual(NOW + waitMs * 1.1);
  });

  test("has nothing after the tenth failure, whatever the endpoint asks for", () => {
    expect(after(10)).toBeNull();
    expect(after(11)).toBeNull();
    expect(after(10, 0, MINUTE)).toBeNull();
  });

  test.each([
    ["longer than the schedule", MINUTE, NOW + MINUTE],
    ["shorter than the schedule", SECOND, NOW + 5 * SECOND],
    ["of nothing", 0, NOW + 5 * SECOND],
  ])("takes a Retry-After %s", (_what, retryAfterMs, expected) => {
    expect(after(1, 0, retryAfterMs)).toBe(expected);
  });

  test("can be shortened for tests, but not what the endpoint asked for", () => {
    const failed = { attempts: 1, now: NOW, random: 0, waitScale: 0.001 };
    expect(nextAttemptAt({ ...failed, retryAfterMs: null })).toBe(NOW + 5);
    expect(nextAttemptAt({ ...failed, retryAfterMs: SECOND })).toBe(NOW + SECOND);
  });
});
