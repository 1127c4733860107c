import type { Rules } from "./rules.ts";
import { instantOf, wallClock } from "./time-zone.ts";

/**
 * When a step that is due at `at` may fire: then, or if that lies in the store's quiet hours, at their end plus a time
 * of the shopper's own, so that a night's alerts do not all go out at once.
 */
export function outOfQuietHours(
  at: number,
  rules: Pick<Rules, "quietHours" | "timeZone" | "constants">,
  shopperHash: number,
): number {
  const { quietHours, timeZone, constants } = rules;
  if (quietHours === null) return at;
  const from = timeOfDayMs(quietHours.from);
  const to = timeOfDayMs(quietHours.to);
  if (from === to) return at;
  const { day, timeOfDayMs: time } = wallClock(at, timeZone);
  const quiet = from < to ? time >= from && time < to : time >= from || time < to;
  if (!quiet) return at;
  const endDay = time < to ? day : day + 1;
  const end = instantOf({ day: endDay, timeOfDayMs: to }, timeZone, at);
  return end + (shopperHash % constants.quietSpreadMs);
}

function timeOfDayMs(text: string): number {
  const [hours = 0, minutes = 0] = text.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}
