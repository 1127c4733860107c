import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayOf } from "../../engine/store-day.ts";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar as Intl shows it, which is the truth that the fast way must not differ from. */
function intlDay(at: number, timeZone: string): number {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat("en-CA-u-ca-iso8601", { timeZone });
  formats.set(timeZone, format);
  return day(format.format(at));
}

const day = (date: string) => Date.parse(`${date}T00:00:00Z`) / DAY_MS;

describe("the day of an instant in the store's zone", () => {
  test.each([
    ["2026-11-20T23:59:59.999Z", "UTC", "2026-11-20"],
    ["2026-11-21T00:00:00.000Z", "UTC", "2026-11-21"],
    ["2026-11-20T16:59:59.999Z", "Asia/Ho_Chi_Minh", "2026-11-20"],
    ["2026-11-20T17:00:00.000Z", "Asia/Ho_Chi_Minh", "2026-11-21"],
    ["2026-11-20T18:14:59.999Z", "Asia/Kathmandu", "2026-11-20"],
    ["2026-11-20T18:15:00.000Z", "Asia/Kathmandu", "2026-11-21"],
    ["2026-11-20T10:00:00.000Z", "Pacific/Kiritimati", "2026-11-21"],
    ["2026-11-20T11:00:00.000Z", "Pacific/Pago_Pago", "2026-11-20"],
    ["1969-12-31T23:59:59.999Z", "UTC", "1969-12-31"],
    // The days of the changes of clocks have 23 and 25 hours.
    ["2026-03-28T22:59:59.999Z", "Europe/Paris", "2026-03-28"],
    ["2026-03-28T23:00:00.000Z", "Europe/Paris", "2026-03-29"],
    ["2026-03-29T21:59:59.999Z", "Europe/Paris", "2026-03-29"],
    ["2026-03-29T22:00:00.000Z", "Europe/Paris", "2026-03-30"],
    ["2026-10-25T22:59:59.999Z", "Europe/Paris", "2026-10-25"],
    ["2026-10-25T23:00:00.000Z", "Europe/Paris", "2026-10-26"],
    // Newfoundland changed its clocks a minute after midnight: the old day came back for an hour.
    ["2010-11-07T02:29:59.999Z", "America/St_Johns", "2010-11-06"],
    ["2010-11-07T02:30:00.000Z", "America/St_Johns", "2010-11-07"],
    ["2010-11-07T02:31:00.000Z", "America/St_Johns", "2010-11-06"],
    ["2010-11-07T03:30:00.000Z", "America/St_Johns", "2010-11-07"],
    // Samoa left out a whole day.
    ["2011-12-30T09:59:59.999Z", "Pacific/Apia", "2011-12-29"],
    ["2011-12-30T10:00:00.000Z", "Pacific/Apia", "2011-12-31"],
  ])("%s in %s is %s", (instant, timeZone, date) => {
    expect(dayOf(Date.parse(instant), timeZone)).toBe(day(date));
  });

  const zones = Intl.supportedValuesOf("timeZone");

  test("is Intl's for any instant since 1970 in any zone", () => {
    const instant = fc.integer({ min: 0, max: Date.UTC(2040, 0, 1) });
    fc.assert(
      fc.property(instant, fc.constantFrom(...zones), (at, timeZone) => {
        expect(dayOf(at, timeZone)).toBe(intlDay(at, timeZone));
      }),
      { numRuns: 3000 },
    );
  });

  test("is Intl's around every midnight of a zone that changed its clocks often", () => {
    const wrong: string[] = [];
    for (const timeZone of ["Africa/Casablanca", "America/Havana", "Antarctica/Troll"]) {
      for (let at = Date.UTC(2008, 0, 1); at < Date.UTC(2018, 0, 1); at += 11 * HOUR_MS + 59 * 60_000) {
        if (dayOf(at, timeZone) !== intlDay(at, timeZone)) wrong.push(`${new Date(at).toISOString()} in ${timeZone}`);
      }
    }
    expect(wrong).toEqual([]);
  });

  test("a hundred thousand events of a month take well under a second", () => {
    const start = Date.UTC(2026, 9, 1);
    const began = performance.now();
    for (let event = 0; event < 100_000; event += 1) dayOf(start + event * 26_000, "America/New_York");
    expect(performance.now() - began).toBeLessThan(500);
  });
});
