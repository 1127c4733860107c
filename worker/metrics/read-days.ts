import { dayOfDate, startOfDay } from "../../engine/metrics/day-range.ts";
import { dayOf } from "../../engine/store-day.ts";

/** A range of days of the store's calendar, both included, and the instants at which it begins and ends. */
export interface Days {
  first: number;
  last: number;
  from: number;
  to: number;
}

/** What parameters amount to, or the name of the one that makes no sense. */
export type Read<Value> = { ok: true; value: Value } | { ok: false; parameter: string };

/** Days that a range has when none are given. */
const DEFAULT_DAYS = 30;
/** Longest range. */
const MAX_DAYS = 800;

/** The day that a parameter names, today when it is absent. Days after today do not exist yet. */
export function readDay(
  parameter: string,
  date: string | undefined,
  { timeZone, now }: { timeZone: string; now: number },
): Read<number> {
  const today = dayOf(now, timeZone);
  if (date === undefined) return { ok: true, value: today };
  const day = dayOfDate(date);
  return day === null || day > today ? { ok: false, parameter } : { ok: true, value: day };
}

/** The range that `start` and `end` name: 30 days up to today when they are absent. */
export function readDays(
  { start, end }: { start?: string | undefined; end?: string | undefined },
  clock: { timeZone: string; now: number },
): Read<Days> {
  const last = readDay("end", end, clock);
  if (!last.ok) return last;
  const first =
    start === undefined ? { ok: true as const, value: last.value - DEFAULT_DAYS + 1 } : readDay("start", start, clock);
  if (!first.ok) return first;
  if (first.value > last.value || last.value - first.value >= MAX_DAYS) return { ok: false, parameter: "start" };
  const from = startOfDay(first.value, clock.timeZone);
  return {
    ok: true,
    value: { first: first.value, last: last.value, from, to: startOfDay(last.value + 1, clock.timeZone) },
  };
}

/** The instant of a `start` (or, with `after`, the end of an `end`): a date names the whole day. */
export function readMoment(text: string, timeZone: string, after: "start" | "end"): number | null {
  const day = text.includes("T") ? null : dayOfDate(text);
  if (day !== null) return startOfDay(after === "end" ? day + 1 : day, timeZone);
  const at = text.includes("T") ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) return null;
  // An instant as the end counts itself.
  return after === "end" ? at + 1 : at;
}
