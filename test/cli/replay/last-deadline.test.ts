import { expect, test } from "vitest";
import { lastDeadline } from "../../../cli/replay/last-deadline.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";

const off = { browse: null, cart: null, checkout: null, payment: null };

test.each([
  ["the longest cut-off counts", { cutoff_minutes: { ...off, cart: 1, payment: 2.5 } }, 150_000],
  ["so does the last step", { cutoff_minutes: { ...off, cart: 1 }, ladder_minutes: [5, 10] }, 600_000],
  ["nothing is due when every stage is off", { cutoff_minutes: off, ladder_minutes: [5] }, null],
])("%s", (_, change, after) => {
  expect(lastDeadline({ ...DEFAULT_SETTINGS, ...change }, 1000)).toBe(after === null ? null : 1000 + after);
});
