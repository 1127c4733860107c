const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Visits by hour of the local day: nights are empty, noon and evenings are full. */
const HOURS = [3, 2, 1, 1, 1, 2, 4, 6, 8, 10, 11, 12, 12, 10, 10, 10, 10, 10, 11, 13, 15, 15, 11, 6];
/** Visits by day of the week, Sunday first. */
const WEEKDAYS = [1.25, 0.9, 0.9, 0.95, 1, 1.05, 1.3];

/** The span of time to fill. Epoch milliseconds; `until` is not reached. */
export interface TrafficSpan {
  from: number;
  until: number;
  utcOffsetMs: number;
}

/**
 * The time by which a share (0..1) of all visits has begun, following the rhythm of day and week. Rises with the
 * share; 0 is the span's beginning and 1 its end.
 */
export function rhythm({ from, until, utcOffsetMs }: TrafficSpan): (share: number) => number {
  const length = until - from;
  const hours = Math.max(1, Math.ceil(length / HOUR_MS));
  const cumulative = new Float64Array(hours + 1);
  for (let hour = 0; hour < hours; hour += 1) {
    const start = from + hour * HOUR_MS;
    const part = Math.min(1, (until - start) / HOUR_MS);
    cumulative[hour + 1] = (cumulative[hour] ?? 0) + part * weightAt(start + utcOffsetMs);
  }
  const total = cumulative[hours] ?? 1;
  return (share) => {
    const wanted = Math.min(1, Math.max(0, share)) * total;
    let low = 0;
    let high = hours - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cumulative[middle + 1] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    const [before, after] = [cumulative[low] ?? 0, cumulative[low + 1] ?? 0];
    const start = from + low * HOUR_MS;
    const end = Math.min(until, start + HOUR_MS);
    return Math.floor(start + ((wanted - before) / (after - before)) * (end - start));
  };
}

function weightAt(local: number): number {
  const day = Math.floor(local / DAY_MS);
  const hour = Math.floor((local - day * DAY_MS) / HOUR_MS);
  // 1970-01-01 was a Thursday.
  return (HOURS[hour] ?? 1) * (WEEKDAYS[(((day + 4) % 7) + 7) % 7] ?? 1);
}
