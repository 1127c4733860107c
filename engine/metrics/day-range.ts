import { instantOf } from "../time-zone.ts";

const DATE = /^(\d{4})-(\d{2})-(\d{2})$/;
const DAY_MS = 86_400_000;

/** The day (since 1970-01-01) that a date such as 2026-11-20 names; null when it names none. */
export function dayOfDate(date: string): number | null {
  const parts = DATE.exec(date);
  if (parts === null) return null;
  const at = Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3]));
  return new Date(at).toISOString().slice(0, 10) === date ? at / DAY_MS : null;
}

/** The date of a day, such as 2026-11-20. */
export function dateOfDay(day: number): string {
  return new Date(day * DAY_MS).toISOString().slice(0, 10);
}

/** The instant at which a day of a zone begins: midnight, or where clocks skip it the first instant after. */
export function startOfDay(day: number, timeZone: string): number {
  if (timeZone === "UTC") return day * DAY_MS;
  const start = instantOf({ day, timeOfDayMs: 0 }, timeZone, day * DAY_MS - DAY_MS);

  return start;
}
