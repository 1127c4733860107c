import { describe, expect, test } from "vitest";
import { disableReasonOf, HEALTHY, healthAfterFailure, paceOf } from "../../../engine/webhook/endpoint-health.ts";
import { pausesEndpoint, verdictOf } from "../../../engine/webhook/verdict.ts";

const DAY_MS = 24 * 60 * 60_000;

test.each([
  [null, "failed"],
  [199, "failed"],
  [200, "delivered"],
  [202, "delivered"],
  [299, "delivered"],
  [300, "failed"],
  [307, "failed"],
  [308, "failed"],
  [401, "failed"],
  [410, "gone"],
  [411, "failed"],
  [599, "failed"],
] as const)("status %j means %s", (status, verdict) => {
  expect(verdictOf(status)).toBe(verdict);
});

test("only overload speaks for the endpoint as a whole", () => {
  expect([200, 400, 429, 500, 503, null].filter(pausesEndpoint)).toEqual([429, 503]);
});

describe("an endpoint", () => {
  test("remembers when its failures began", () => {
    expect(healthAfterFailure(healthAfterFailure(HEALTHY, 1000), 2000)).toEqual({
      consecutiveFailures: 2,
      failingSince: 1000,
    });
  });

  test.each([
    [99, 0, null],
    [100, 0, "consecutive_failures"],
    [2, 5 * DAY_MS - 1, null],
    [2, 5 * DAY_MS, "failing_for_days"],
  ] as const)("with %i failures over %i ms is disabled for %s", (consecutiveFailures, now, reason) => {
    expect(disableReasonOf({ consecutiveFailures, failingSince: 0 }, now)).toBe(reason);
  });

  test.each([
    [0, 6, 0],
    [19, 6, 0],
    [20, 1, 1000],
    [99, 1, 1000],
  ])("after %i failures takes %i at once and rests %i ms after a failure", (consecutiveFailures, inFlight, waitMs) => {
    expect(paceOf({ consecutiveFailures, failingSince: 0 })).toEqual({ inFlight, waitMs });
  });
});
