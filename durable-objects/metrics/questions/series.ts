import { CELL_KINDS, seriesBucket } from "../../../engine/contribution/cell.ts";
import type { CellStore } from "../cell-store.ts";
import type { SeriesCells } from "../series-cells.ts";
import type { ShardState } from "../shard-state.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;
const HOURS_OF_DAY = 24;
const MINUTES_OF_HOUR = 60;

/** Sums of series between bounds: ascending epoch milliseconds, whole minutes; n + 1 bounds make n sums. */
export interface SeriesQuestion {
  /** Names of series; a name that ends in `:` stands for all that begin so. */
  series: string[];
  bounds: number[];
}

/** The sums of each series that has any. */
export type SeriesAnswer = [series: string, sums: number[]][];

/** The sums of this shard: hours that no bound cuts by hour, the others by minute. */
export function series({ cells }: ShardState, { series: names, bounds }: SeriesQuestion): SeriesAnswer {
  const answer: SeriesAnswer = [];
  for (const name of wantedNames(cells, names, bounds)) {
    const sums = bounds.slice(1).map((to, index) => sumBetween(cells, name, bounds[index] ?? 0, to));
    if (sums.some((sum) => sum !== 0)) answer.push([name, sums]);
  }
  return answer;
}

/** The names asked for, with those that a family stands for. Whatever counts by minute counts by hour as well. */
function wantedNames(cells: CellStore, names: readonly string[], bounds: readonly number[]): Set<string> {
  const wanted = new Set(names.filter((name) => !name.endsWith(":")));
  const families = names.filter((name) => name.endsWith(":"));
  if (families.length === 0) return wanted;
  const last = seriesBucket(hourOf(bounds.at(-1) ?? 0));
  for (let bucket = seriesBucket(hourOf(bounds[0] ?? 0)); bucket <= last; bucket += 1) {
    for (const name of hoursOf(cells, bucket).names()) {
      if (families.some((family) => name.startsWith(family))) wanted.add(name);
    }
  }
  return wanted;
}

function sumBetween(cells: CellStore, name: string, from: number, to: number): number {
  const [first, end] = [Math.ceil(from / HOUR_MS), hourOf(to)];
  if (first > end) return sumOfMinutes(cells, name, from, to);
  let sum = sumOfMinutes(cells, name, from, first * HOUR_MS) + sumOfMinutes(cells, name, end * HOUR_MS, to);
  for (let hour = first; hour < end;) {
    const bucket = seriesBucket(hour);
    let upTo = hour + 1;
    while (upTo < end && seriesBucket(upTo) === bucket)
      upTo = Math.min(end, upTo + HOURS_OF_DAY - (upTo % HOURS_OF_DAY));
    sum += hoursOf(cells, bucket).sum(name, hour, upTo);
    hour = upTo;
  }
  return sum;
}

/** Of a part of one hour. */
function sumOfMinutes(cells: CellStore, name: string, from: number, to: number): number {
  if (from >= to) return 0;
  const day = Math.floor(from / DAY_MS);
  const minuteOf = (at: number): number => Math.floor((at - day * DAY_MS) / MINUTE_MS);
  return cells.series(CELL_KINDS.minute, day, MINUTES_OF_HOUR).sum(name, minuteOf(from), minuteOf(to));
}

function hoursOf(cells: CellStore, bucket: number): SeriesCells {
  return cells.series(CELL_KINDS.series, bucket, HOURS_OF_DAY);
}

function hourOf(at: number): number {
  return Math.floor(at / HOUR_MS);
}
