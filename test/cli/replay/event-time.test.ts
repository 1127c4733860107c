import { expect, test } from "vitest";
import { eventTime } from "../../../cli/replay/event-time.ts";

test.each([
  ["2019-11-01 00:00:00 UTC", Date.UTC(2019, 10, 1)],
  [" 2019-11-01 00:56:31 UTC ", Date.UTC(2019, 10, 1, 0, 56, 31)],
  ["2019-11-01T00:00:00.250Z", Date.UTC(2019, 10, 1, 0, 0, 0, 250)],
  ["2019-11-01 00:00:00", null],
  ["2019-13-01 00:00:00 UTC", null],
  ["1572566400", null],
  ["", null],
])("reads %j as %j", (text, at) => {
  expect(eventTime(text)).toBe(at);
});
