import { expect, test } from "vitest";
import { MAX_RETRY_AFTER_MS, parseRetryAfter } from "../../../engine/webhook/retry-after.ts";

const NOW = Date.UTC(2026, 10, 20, 10, 0, 0);

test.each([
  [null, null],
  ["", null],
  ["0", 0],
  ["120", 120_000],
  [" 120 ", 120_000],
  ["999999999", MAX_RETRY_AFTER_MS],
  ["-5", null],
  ["1.5", null],
  ["1e3", null],
  ["0x10", null],
  ["soon", null],
  ["Fri, 20 Nov 2026 10:01:00 GMT", 60_000],
  ["Friday, 20-Nov-26 10:01:00 GMT", 60_000],
  ["Fri Nov 20 10:01:00 2026 GMT", 60_000],
  ["Fri, 20 Nov 2026 09:00:00 GMT", 0],
  ["Fri, 20 Nov 2076 10:00:00 GMT", MAX_RETRY_AFTER_MS],
  ["2026-11-20T10:01:00Z", null],
  ["Fri, never", null],
])("Retry-After %j asks for %j ms", (header, expected) => {
  expect(parseRetryAfter(header, NOW)).toBe(expected);
});
