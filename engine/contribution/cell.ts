/**
 * Kinds of cells: the numbers that the shards count. Cells of one kind and bucket lie in one blob; the sum of a cell over
 * all shards is the metric. `series` and `minute` hold the same, by hour (a blob a month) and by minute (a blob a day).
 */
export const CELL_KINDS = {
  /** Views, adds and sales of items; bucket: hours since 1970. Keys: `v:`, `a:`, `s:CUR:` and the item. */
  item: 1,
  /** Sales to the millisecond, for the edges of windows; bucket: hour. Keys: `{ms} {CUR}:{item}`. */
  sale: 2,
  /** Events of sessions by the end of the session; bucket: hour. Keys: `{ms} {type}`. */
  stamp: 3,
  /** Bucket: UTC day. Keys: `{minute of the day} {series}`. */
  minute: 4,
  /** Bucket: UTC months of 32 days. Keys: `{hour} {series}`, hours since 1970. */
  series: 5,
  /** Membership changes; bucket: days of the store's calendar / 32. Keys: `{day} {series}`. */
  step: 6,
  /** Products added; bucket: hash of the item mod 16. Keys: `n:` adds, `w:CUR:` value, and the item; `t:`, item, line feed, name. */
  product: 7,
  /** One bucket. Totals without a time. */
  total: 8,
} as const;

/** One of the kinds. */
export type CellKind = (typeof CELL_KINDS)[keyof typeof CELL_KINDS];

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** The bucket of an hour of a series: 32 days a blob. */
export function seriesBucket(hour: number): number {
  return Math.floor(hour / (24 * 32));
}

/** Takes cells; called once for each. */
export type AddCell = (kind: CellKind, bucket: number, key: string, count: number) => void;

/** Counts something of a series at an instant, by minute and by hour. */
export function addToSeries(add: AddCell, series: string, at: number, count: number): void {
  if (count === 0) return;
  const hour = Math.floor(at / HOUR_MS);
  const day = Math.floor(at / DAY_MS);
  add(CELL_KINDS.series, seriesBucket(hour), `${hour} ${series}`, count);
  add(CELL_KINDS.minute, day, `${Math.floor((at - day * DAY_MS) / MINUTE_MS)} ${series}`, count);
}
