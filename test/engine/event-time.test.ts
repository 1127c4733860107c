import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import { eventTime, parseTime } from "../../engine/event-time.ts";

const NOON = Date.parse("2026-11-20T12:00:00.000Z");
const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

describe("reading a time", () => {
  test.each<[unknown, string]>([
    ["2026-11-20T12:00:00.000Z", "2026-11-20T12:00:00.000Z"],
    ["2026-11-20t12:00:00z", "2026-11-20T12:00:00.000Z"],
    ["2026-11-20 12:00:00Z", "2026-11-20T12:00:00.000Z"],
    ["2026-11-20T12:00Z", "2026-11-20T12:00:00.000Z"],
    ["2026-11-20T12:00:00.5Z", "2026-11-20T12:00:00.500Z"],
    ["2026-11-20T12:00:00.123999Z", "2026-11-20T12:00:00.123Z"],
    ["2026-11-20T12:00:00+01:00", "2026-11-20T11:00:00.000Z"],
    ["2026-11-20T12:00:00-0330", "2026-11-20T15:30:00.000Z"],
    ["2026-11-20T23:30:00-05:00", "2026-11-21T04:30:00.000Z"],
    ["2026-12-31T23:59:60Z", "2027-01-01T00:00:00.000Z"],
    ["2028-02-29T00:00:00Z", "2028-02-29T00:00:00.000Z"],
    [NOON, "2026-11-20T12:00:00.000Z"],
    [NOON + 0.75, "2026-11-20T12:00:00.000Z"],
    [String(NOON), "2026-11-20T12:00:00.000Z"],
  ])("%j is %s", (value, expected) => {
    expect(new Date(parseTime(value) ?? Number.NaN).toISOString()).toBe(expected);
  });

  test.each<[unknown]>([
    ["2026-11-20T12:00:00"],
    ["2026-11-20 12:00:00"],
    ["2026-11-20"],
    ["2026-02-29T00:00:00Z"],
    ["2026-13-01T00:00:00Z"],
    ["2026-00-10T00:00:00Z"],
    ["2026-11-20T24:00:00Z"],
    ["2026-11-20T12:60:00Z"],
    ["2026-11-20T12:00:61Z"],
    ["2026-11-20T12:00:00+24:00"],
    ["2026-11-20T12:00:00 PST"],
    ["20 November 2026"],
    ["2026-11-20 12:00:00 UTC"],
    ["1795176000"],
    ["yesterday"],
    [""],
    [-1],
    [Number.NaN],
    [Infinity],
    [8.64e15 + 1],
    [true],
    [null],
    [undefined],
    [{}],
    [[NOON]],
  ])("%j is no time", (value) => {
    expect(parseTime(value)).toBeNull();
  });

  test("every time that a browser writes is read back", () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true }),
        (date) => {
          expect(parseTime(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});

describe("judging a time", () => {
  const judged = (timestamp: unknown, sentAt: number | null = null) =>
    eventTime(timestamp, { receivedAt: NOON, sentAt, constants: ENGINE_CONSTANTS });

  test.each<[string, unknown, number | null, ReturnType<typeof eventTime>]>([
    ["without a timestamp an event happened when it was received", undefined, NOON - HOUR, { at: NOON }],
    ["null is no timestamp", null, null, { at: NOON }],
    ["a time in the past stands", NOON - HOUR, NOON, { at: NOON - HOUR }],
    ["a clock 60 s behind is left alone", NOON - HOUR, NOON - 60 * SECOND, { at: NOON - HOUR }],
    ["a clock 60.001 s behind is corrected", NOON - HOUR, NOON - 60_001, { at: NOON - HOUR + 60_001 }],
    ["a clock 60 s ahead is left alone", NOON - HOUR, NOON + 60 * SECOND, { at: NOON - HOUR }],
    ["a clock two hours ahead is corrected", NOON + HOUR, NOON + 2 * HOUR, { at: NOON - HOUR }],
    ["a clock years behind is corrected", 1000, 3000, { at: NOON - 2000 }],
    ["five minutes ahead counts as received", NOON + 5 * MINUTE, null, { at: NOON }],
    ["more than five minutes ahead is refused", NOON + 5 * MINUTE + 1, null, { code: "timestamp_in_future" }],
    ["ahead even of its own clock is refused", NOON, NOON - HOUR, { code: "timestamp_in_future" }],
    ["exactly 72 h back is taken", NOON - 72 * HOUR, null, { at: NOON - 72 * HOUR }],
    ["older than 72 h is refused", NOON - 72 * HOUR - 1, null, { code: "too_old" }],
    ["seconds in place of milliseconds are refused", NOON / 1000, null, { code: "too_old" }],
    ["a time without a zone is refused", "2026-11-20T12:00:00", null, { code: "invalid_timestamp" }],
    ["an empty timestamp is refused", "", null, { code: "invalid_timestamp" }],
  ])("%s", (_rule, timestamp, sentAt, expected) => {
    expect(judged(timestamp, sentAt)).toEqual(expected);
  });

  test("the tolerances are those of the constants given", () => {
    const constants = { clockToleranceMs: 10, aheadToleranceMs: 20, lateWindowMs: 30 };
    const at = (timestamp: number, sentAt: number | null) =>
      eventTime(timestamp, { receivedAt: 1000, sentAt, constants });
    expect(at(970, null)).toEqual({ at: 970 });
    expect(at(969, null)).toEqual({ code: "too_old" });
    expect(at(1021, null)).toEqual({ code: "timestamp_in_future" });
    expect(at(980, 989)).toEqual({ at: 991 });
  });
});
