import { parseTime } from "../../engine/event-time.ts";
import { instantOf, offsetAt } from "../../engine/time-zone.ts";

const NAIVE = /^(\d{4})-(\d\d)-(\d\d)(?:[ T](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?)?$/;
const DAY_MS = 86_400_000;

/**
 * Reads a time of the past as epoch milliseconds: RFC 3339, epoch milliseconds, `2019-11-01 00:00:00 UTC`, and, where a
 * time zone is given, times without one (a date alone is its midnight). Null for anything else.
 */
export function historyTime(value: unknown, timeZone: string | null): number | null {
  const zoned = parseTime(typeof value === "string" ? value.trim().replace(/ ?(?:UTC|GMT)$/, "Z") : value);
  if (zoned !== null || typeof value !== "string" || timeZone === null) return zoned;
  const parts = NAIVE.exec(value.trim());
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  const midnight = parseTime(`${parts[1]}-${parts[2]}-${parts[3]}T00:00:00Z`);
  if (midnight === null || year === undefined || month === undefined || day === undefined) return null;
  if ((hour ?? 0) > 23 || (minute ?? 0) > 59 || (second ?? 0) > 59) return null;
  const timeOfDayMs = (((hour ?? 0) * 60 + (minute ?? 0)) * 60 + (second ?? 0)) * 1000 + milliseconds;
  return instantOf({ day: midnight / DAY_MS, timeOfDayMs }, timeZone, midnight - DAY_MS);
}

/** True for the name of a time zone that this machine knows. */
export function isTimeZone(name: string): boolean {
  try {
    offsetAt(0, name);
    return true;
  } catch {
    return false;
  }
}
