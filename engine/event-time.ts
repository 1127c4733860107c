import type { EngineConstants } from "./constants.ts";

// RFC 3339, and its near kin that leave out the seconds or the colon of the offset. The zone is never optional.
const ZONED_TIME =
  /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?(?:[Zz]|([+-])(\d\d):?(\d\d))$/;
const LAST_MS = 8.64e15;

/** What is known when a message's time is judged. Times are epoch milliseconds. */
export interface TimeContext {
  receivedAt: number;
  /** When the client says that it sent the message; null when it does not say. */
  sentAt: number | null;
  constants: Pick<EngineConstants, "clockToleranceMs" | "aheadToleranceMs" | "lateWindowMs">;
}

/** The time of an event, or why it cannot be taken. */
export type EventTime = { at: number } | { code: "invalid_timestamp" | "timestamp_in_future" | "too_old" };

/**
 * The time of an event in epoch milliseconds: its timestamp (null or undefined: when it was received), shifted by the
 * client's clock error where that is over the tolerance. What lies a little ahead counts as received; what lies further
 * ahead, or further back than the late window, is refused.
 */
export function eventTime(timestamp: unknown, context: TimeContext): EventTime {
  const { receivedAt, sentAt, constants } = context;
  if (timestamp === null || timestamp === undefined) return { at: receivedAt };
  const stated = parseTime(timestamp);
  if (stated === null) return { code: "invalid_timestamp" };
  const error = sentAt === null ? 0 : receivedAt - sentAt;
  const at = Math.abs(error) > constants.clockToleranceMs ? stated + error : stated;
  if (at - receivedAt > constants.aheadToleranceMs) return { code: "timestamp_in_future" };
  if (receivedAt - at > constants.lateWindowMs) return { code: "too_old" };
  return { at: Math.min(at, receivedAt) };
}

/**
 * Epoch milliseconds of a time on the wire: RFC 3339 with a zone, or epoch milliseconds as a number or its digits.
 * Null for anything else, a time without a zone included: nobody knows which one was meant.
 */
export function parseTime(value: unknown): number | null {
  if (typeof value === "number") return epochMs(value);
  if (typeof value !== "string" || value.length > 40) return null;
  if (/^\d{12,16}$/.test(value)) return epochMs(Number(value));
  const parts = ZONED_TIME.exec(value);
  if (parts === null) return null;
  const [year, month, day, hour, minute, second] = parts.slice(1, 7).map((part) => Number(part ?? 0));
  const milliseconds = Number((parts[7] ?? "").slice(0, 3).padEnd(3, "0"));
  return zoned(
    [year ?? 0, month ?? 0, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0, milliseconds],
    offsetMinutes(parts[8], Number(parts[9] ?? 0), Number(parts[10] ?? 0)),
  );
}

type Fields = [year: number, month: number, day: number, hour: number, minute: number, second: number, ms: number];

function zoned([year, month, day, hour, minute, second, ms]: Fields, offset: number | null): number | null {
  // Second 60 is a leap second: it becomes the next minute's first.
  if (offset === null || hour > 23 || minute > 59 || second > 60) return null;
  const midnight = new Date(0);
  // Not Date.UTC, which takes the years 0 to 99 for 1900 to 1999.
  midnight.setUTCFullYear(year, month - 1, day);
  if (midnight.getUTCMonth() !== month - 1 || midnight.getUTCDate() !== day) return null;
  return midnight.getTime() + ((hour * 60 + minute - offset) * 60 + second) * 1000 + ms;
}

function offsetMinutes(sign: string | undefined, hours: number, minutes: number): number | null {
  if (hours > 23 || minutes > 59) return null;
  return (sign === "-" ? -1 : 1) * (hours * 60 + minutes);
}

function epochMs(value: number): number | null {
  return value >= 0 && value <= LAST_MS ? Math.floor(value) : null;
}
