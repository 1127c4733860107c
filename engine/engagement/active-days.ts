/** The days on which a shopper was active, ascending and each once: days since 1970-01-01 in the store's zone. */
export type ActiveDays = readonly number[];

/** The days with at least `threshold` events; counts of one day accumulate before they come here. */
export function activeDaysOf(eventsByDay: ReadonlyMap<number, number>, threshold: number): ActiveDays {
  const days: number[] = [];
  for (const [day, events] of eventsByDay) if (events >= threshold) days.push(day);
  return days.toSorted((a, b) => a - b);
}

/** How many of the days lie within `from` … `to`, both included. */
export function countWithin(days: ActiveDays, from: number, to: number): number {
  return Math.max(0, firstAtOrAfter(days, to + 1) - firstAtOrAfter(days, from));
}

/** The last of the days that is not after `day`; null when there is none. */
export function lastUpTo(days: ActiveDays, day: number): number | null {
  return days[firstAtOrAfter(days, day + 1) - 1] ?? null;
}

/** The position of the first day that is not before `day`. */
function firstAtOrAfter(days: ActiveDays, day: number): number {
  let low = 0;
  let high = days.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((days[middle] ?? 0) < day) low = middle + 1;
    else high = middle;
  }
  return low;
}
