import type { Language } from "./language.ts";

/** Numbers, money and times as people of a language read them. Times are in the store's zone. */
export interface Formats {
  number: (value: number) => string;
  /** A share between 0 and 1. */
  percent: (share: number) => string;
  money: (minor: number, currency: string) => string;
  /** Money in major units, as a few answers have it. */
  major: (value: number, currency: string) => string;
  /** A date and a time to the second. */
  time: (at: string | number) => string;
  /** A time of day to the second. */
  clock: (at: string | number) => string;
  day: (at: string | number) => string;
  /** Day and month, for the axis of a chart. */
  shortDay: (at: number) => string;
  /** How long ago, roughly. */
  ago: (at: string | number, now: number) => string;
  /** A duration, roughly. */
  duration: (ms: number) => string;
}

const UNITS: [unit: Intl.RelativeTimeFormatUnit, ms: number][] = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
];

/** The largest unit that fits. */
function unitOf(ms: number) {
  return UNITS.find(([, size]) => Math.abs(ms) >= size) ?? (["second", 1_000] as const);
}

/** The formats of a language for a store. */
export function formatsOf(language: Language, timeZone: string): Formats {
  const number = new Intl.NumberFormat(language);
  const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto", style: "short" });
  const zoned = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(language, { ...options, timeZone });
  const time = zoned({ dateStyle: "medium", timeStyle: "medium" });
  const clock = zoned({ timeStyle: "medium" });
  const day = zoned({ dateStyle: "medium" });
  const shortDay = zoned({ day: "numeric", month: "short" });
  return {
    number: (value) => number.format(value),
    percent: (share) => percent.format(share),
    money: (minor, currency) => formatMoney(language, minor, currency),
    major: (value, currency) => new Intl.NumberFormat(language, { style: "currency", currency }).format(value),
    time: (at) => time.format(new Date(at)),
    clock: (at) => clock.format(new Date(at)),
    day: (at) => day.format(new Date(at)),
    shortDay: (at) => shortDay.format(new Date(at)),
    ago(at, now) {
      const ms = new Date(at).getTime() - now;
      const [unit, size] = unitOf(ms);
      return relative.format(Math.round(ms / size), unit);
    },
    duration(ms) {
      if (Math.abs(ms) < 1_000) return `${number.format(Math.round(ms))} ms`;
      const [unit, size] = unitOf(ms);
      const options = { style: "unit", unit, unitDisplay: "short", maximumFractionDigits: 1 } as const;
      return new Intl.NumberFormat(language, options).format(ms / size);
    },
  };
}

/** The browser knows how many digits a currency's minor unit has. */
function formatMoney(language: Language, minor: number, currency: string): string {
  try {
    const format = new Intl.NumberFormat(language, { style: "currency", currency });
    return format.format(minor / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
  } catch {
    // No currency, as with a cart without prices: a bare number says more than nothing.
    return minor === 0 ? "—" : `${minor} ${currency}`;
  }
}
