import { assert, integer, property } from "fast-check";
import { expect, test } from "vitest";
import { isoTime } from "../../../engine/generate/iso-time.ts";

test("writes every time as toISOString does, also before 1970", () => {
  assert(
    property(integer({ min: -4e12, max: 4e12 }), (at) => {
      expect(isoTime(at)).toBe(new Date(at).toISOString());
    }),
    { numRuns: 3000 },
  );
});
