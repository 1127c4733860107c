import { describe, expect, test } from "vitest";
import { outOfQuietHours } from "../../engine/quiet-hours.ts";
import { rules } from "../support/shopper-events.ts";

const NIGHT = { from: "22:00", to: "07:00" };

const CASES = [
  {
    title: "the evening before they begin",
    zone: "UTC",
    at: "2026-11-20T21:59:59.999Z",
    fires: "2026-11-20T21:59:59.999Z",
  },
  { title: "the moment they begin", zone: "UTC", at: "2026-11-20T22:00:00.000Z", fires: "2026-11-21T07:00:00.000Z" },
  { title: "after midnight", zone: "UTC", at: "2026-11-21T03:00:00.000Z", fires: "2026-11-21T07:00:00.000Z" },
  { title: "the moment they end", zone: "UTC", at: "2026-11-21T07:00:00.000Z", fires: "2026-11-21T07:00:00.000Z" },
  {
    title: "the store's zone, not UTC",
    zone: "Asia/Ho_Chi_Minh",
    at: "2026-11-20T16:00:00.000Z",
    fires: "2026-11-21T00:00:00.000Z",
  },
  {
    title: "the night that loses an hour",
    zone: "Europe/Berlin",
    at: "2026-03-28T22:00:00.000Z",
    fires: "2026-03-29T05:00:00.000Z",
  },
  {
    title: "the night that gains an hour",
    zone: "Europe/Berlin",
    at: "2026-10-24T21:00:00.000Z",
    fires: "2026-10-25T06:00:00.000Z",
  },
  {
    title: "a zone with half an hour",
    zone: "Asia/Kolkata",
    at: "2026-11-20T17:00:00.000Z",
    fires: "2026-11-21T01:30:00.000Z",
  },
];

describe("a step in quiet hours waits for their end", () => {
  test.each(CASES)("$title", ({ zone, at, fires }) => {
    const night = rules({ time_zone: zone, quiet_hours: NIGHT });
    expect(new Date(outOfQuietHours(Date.parse(at), night, 0)).toISOString()).toBe(fires);
  });

  test("an end that the change to summer time skips is the moment of the change", () => {
    const night = rules({ time_zone: "Europe/Berlin", quiet_hours: { from: "23:00", to: "02:30" } });
    const fires = outOfQuietHours(Date.parse("2026-03-28T23:00:00Z"), night, 0);
    expect(new Date(fires).toISOString()).toBe("2026-03-29T01:00:00.000Z");
  });

  test("hours within one day", () => {
    const lunch = rules({ quiet_hours: { from: "12:00", to: "14:00" } });
    const fires = outOfQuietHours(Date.parse("2026-11-20T13:00:00Z"), lunch, 0);
    expect(new Date(fires).toISOString()).toBe("2026-11-20T14:00:00.000Z");
  });

  test("shoppers are spread over ten minutes after the end, each always alike", () => {
    const night = rules({ quiet_hours: NIGHT });
    const end = Date.parse("2026-11-21T07:00:00Z");
    const firesOf = (hash: number) => outOfQuietHours(Date.parse("2026-11-21T03:00:00Z"), night, hash) - end;
    expect(firesOf(123_456)).toBe(123_456);
    expect(firesOf(4_000_000_000)).toBeLessThan(600_000);
    expect(firesOf(4_000_000_000)).toBe(firesOf(4_000_000_000));
  });
});
