import { describe, expect, test } from "vitest";
import { InFlight } from "../../../worker/abuse/in-flight.ts";
import { RecentlySeen } from "../../../worker/abuse/recently-seen.ts";
import { TokenBuckets } from "../../../worker/abuse/token-buckets.ts";

describe("a bucket of tokens", () => {
  test("lets a burst through, says when the next may come, and lets it through then", () => {
    const buckets = new TokenBuckets({ perSecond: 2, burst: 3 });
    expect([1, 2, 3].map(() => buckets.take("a", 1, 1000))).toEqual([0, 0, 0]);
    expect(buckets.take("a", 1, 1000)).toBe(1);
    expect(buckets.take("a", 1, 1499)).toBe(1);
    expect(buckets.take("a", 1, 1500)).toBe(0);
    expect(buckets.take("b", 1, 1000)).toBe(0);
  });

  test("is never fuller than its burst, and a clock that goes back takes nothing away", () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 2 });
    expect(buckets.take("a", 2, 10_000)).toBe(0);
    expect(buckets.take("a", 1, 5000)).toBe(1);
    expect(buckets.take("a", 2, 1_000_000)).toBe(0);
    expect(buckets.take("a", 1, 1_000_000)).toBe(1);
  });

  test("lets through what is larger than itself when it is full: otherwise it would never be", () => {
    const buckets = new TokenBuckets({ perSecond: 1, burst: 5 });
    expect(buckets.take("a", 50, 0)).toBe(0);
    expect(buckets.take("a", 50, 0)).toBe(5);
    expect(buckets.take("a", 50, 5000)).toBe(0);
  });

  test("without a limit remembers nobody; with one, the names that came last", () => {
    expect(new TokenBuckets({ perSecond: Infinity, burst: Infinity }).take("a", 1e9, 0)).toBe(0);
    const buckets = new TokenBuckets({ perSecond: 1, burst: 1 }, 2);
    for (const name of ["a", "b", "c"]) buckets.take(name, 1, 0);
    expect([buckets.take("c", 1, 0), buckets.take("a", 1, 0)]).toEqual([1, 0]);
  });
});

describe("what is under way", () => {
  test("leaves room for so many, and has it back when one ends", () => {
    const inFlight = new InFlight();
    const tickets = [1, 2].map(() => inFlight.enter(2, 0));
    expect(inFlight.enter(2, 0)).toBeNull();
    for (const ticket of tickets) if (ticket !== null) inFlight.leave(ticket);
    expect(inFlight.enter(2, 0)).not.toBeNull();
  });

  test("that never tells its end is given up after a minute", () => {
    const inFlight = new InFlight();
    inFlight.enter(1, 0);
    expect(inFlight.enter(1, 59_999)).toBeNull();
    expect(inFlight.enter(1, 60_000)).not.toBeNull();
  });
});

test("names are new once in ten minutes at least, and after twenty they are again", () => {
  const seen = new RecentlySeen();
  const minute = 60_000;
  expect(seen.countNew(["a", "b"], 20 * minute)).toBe(2);
  expect(seen.countNew(["a", "b", "c"], 29 * minute)).toBe(1);
  expect(seen.countNew(["d"], 31 * minute)).toBe(1);
  expect(seen.countNew(["c"], 39 * minute)).toBe(0);
  expect(seen.countNew(["x"], 42 * minute)).toBe(1);
  expect(seen.countNew(["x"], 53 * minute)).toBe(0);
  expect(seen.countNew(["a"], 54 * minute)).toBe(1);
});
