import { expect, test } from "vitest";
import { lastAlert } from "../../../cli/replay/last-alert.ts";
import { DEFAULT_SETTINGS } from "../../../protocol/settings.ts";

const off = { browse: null, cart: null, checkout: null, payment: null };
const minute = { cutoff_minutes: { ...off, cart: 1 } };
const NEWEST = 1000;

test.each([
  ["the longest cut-off counts", { cutoff_minutes: { ...off, cart: 1, payment: 2.5 } }, 0, NEWEST + 150_000],
  ["so does the last step", { ...minute, ladder_minutes: [5, 10] }, 0, NEWEST + 600_000],
  ["nothing is due when every stage is off", { cutoff_minutes: off, ladder_minutes: [5] }, 0, null],
  ["events that are a little late change nothing", minute, 59_999, NEWEST + 60_000],
  ["the collector waits a minute after events that were later", minute, 60_000, 500_000 + 60_000],
])("%s", (_, change, worstLagMs, at) => {
  expect(lastAlert({ ...DEFAULT_SETTINGS, ...change }, { newestAt: NEWEST, sentAt: 500_000, worstLagMs })).toBe(at);
});
