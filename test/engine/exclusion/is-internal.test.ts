import { expect, test } from "vitest";
import { isInternal } from "../../../engine/exclusion/is-internal.ts";

test.each([
  { pattern: "*@shop.example", user: "Ann@Shop.Example", internal: true },
  { pattern: "*@shop.example", user: "ann@shop.example.org", internal: false },
  { pattern: "staff-*", user: "staff-12", internal: true },
  { pattern: "staff-*", user: "x-staff-12", internal: false },
  { pattern: "ann", user: "ANN", internal: true },
  { pattern: "ann", user: "anna", internal: false },
  { pattern: "qa*test*", user: "qa-my-test-1", internal: true },
  { pattern: "a*a", user: "a", internal: false },
  { pattern: "*", user: "anyone", internal: true },
  { pattern: "a*b*c", user: "a-c-b", internal: false },
])("$pattern on $user: $internal", ({ pattern, user, internal }) => {
  expect(isInternal({ userId: user, anonymousId: null, traits: null }, [pattern])).toBe(internal);
  expect(isInternal({ userId: null, anonymousId: user, traits: null }, [pattern])).toBe(internal);
  expect(isInternal({ userId: "x", anonymousId: "y", traits: { email: user } }, ["nobody", pattern])).toBe(internal);
});

test("a pattern of stars on a long name answers at once", () => {
  const name = "a".repeat(128);
  const started = performance.now();
  expect(isInternal({ userId: name, anonymousId: null, traits: null }, [`${"*a".repeat(100)}*b`])).toBe(false);
  expect(performance.now() - started).toBeLessThan(1000);
});
