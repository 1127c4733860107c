import { minorUnits } from "../money.ts";

/** A time for people who read logs: RFC 3339 in UTC. */
export function timeText(at: number): string {
  return new Date(at).toISOString();
}

/** A duration: `30 min`, `1.5 h`, `2 days`, `450 ms`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${ms} ms`;
  if (ms < 60_000) return `${rounded(ms / 1000)} s`;
  if (ms < 3_600_000) return `${rounded(ms / 60_000)} min`;
  if (ms < 172_800_000) return `${rounded(ms / 3_600_000)} h`;
  return `${rounded(ms / 86_400_000)} days`;
}

/** A sum with its currency: `12.50 USD`. */
export function moneyText(minor: number, currency: string): string {
  const digits = minorUnits(currency);
  return `${(minor / 10 ** digits).toFixed(digits)} ${currency}`;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
