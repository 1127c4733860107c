import { expect, test } from "vitest";
import { retryAfterMs } from "../../../cli/collector/retry-after.ts";

const NOW = Date.UTC(2026, 10, 20, 10);

test.each([
  ["2", 2000],
  ["0", 0],
  ["0.5", 500],
  ["-3", 0],
  ["Fri, 20 Nov 2026 10:00:07 GMT", 7000],
  ["Fri, 20 Nov 2026 09:00:00 GMT", 0],
  ["soon", null],
  ["", null],
  [null, null],
])("Retry-After %j is %j ms", (header, ms) => {
  expect(retryAfterMs(header, NOW)).toBe(ms);
});
