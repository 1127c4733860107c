const formats = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone at an instant. */
export interface WallClock {
  /** Days since 1970-01-01 of the local date. */
  day: number;
  /** Milliseconds since local midnight, as the clock on the wall shows it. */
  timeOfDayMs: number;
}

/** What the clock on the wall of an IANA zone shows at an instant (epoch milliseconds). */
export function wallClock(at: number, timeZone: string): WallClock {
  const local = at + offsetAt(at, timeZone);
  const day = Math.floor(local / 86_400_000);
  return { day, timeOfDayMs: local - day * 86_400_000 };
}

/**
 * The first instant at or after `from` at which a zone's clock shows that local day and time. A time that the start of
 * summer time skips is the moment of the change; of a time that its end repeats, the first not before `from`.
 */
export function instantOf(clock: WallClock, timeZone: string, from: number): number {
  const local = clock.day * 86_400_000 + clock.timeOfDayMs;
  const offsets = [offsetAt(local - 86_400_000, timeZone), offsetAt(local + 86_400_000, timeZone)];
  const candidates = offsets
    .map((offset) => local - offset)
    .filter((instant) => instant + offsetAt(instant, timeZone) === local && instant >= from);
  if (candidates.length > 0) return Math.min(...candidates);
  return Math.max(from, firstAtOrAfter(local, local - Math.max(...offsets), timeZone));
}

/** Local time minus UTC at an instant, in milliseconds. */
export function offsetAt(at: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  const parts: Record<string, number> = {};
  for (const part of formatOf(timeZone).formatToParts(at)) parts[part.type] = Number(part.value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(at / 1000) * 1000;
}

/** Searches the change of clocks: the first instant whose local time is not before `local`. */
function firstAtOrAfter(local: number, start: number, timeZone: string): number {
  let low = start - 6 * 3_600_000;
  let high = start + 6 * 3_600_000;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (middle + offsetAt(middle, timeZone) >= local) high = middle;
    else low = middle;
  }
  return high;
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      hourCycle: "h23",
      calendar: "gregory",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
    formats.set(timeZone, format);
  }
  return format;
}
