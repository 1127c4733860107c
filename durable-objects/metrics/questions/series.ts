import { CELL_KINDS, seriesBucket } from "../../../engine/contribution/cell.ts";
import type { ShardState } from "../shard-state.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

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
  const [from, to] = [bounds[0] ?? 0, bounds.at(-1) ?? 0];
  const sums = new Map<string, number[]>();
  const wanted = new Set(names.filter((name) => !name.endsWith(":")));
  const prefixes = names.filter((name) => name.endsWith(":"));
  const isWanted = (name: string): boolean => wanted.has(name) || prefixes.some((prefix) => name.startsWith(prefix));
  const cut = new Set(bounds.filter((bound) => bound % HOUR_MS !== 0).map((bound) => Math.floor(bound / HOUR_MS)));
  const add = (name: string, at: number, count: number): void => {
    if (at < from || at >= to || !isWanted(name)) return;
    const own = sums.get(name) ?? bounds.slice(1).map(() => 0);
    sums.set(name, own);
    const index = intervalOf(bounds, at);
    own[index] = (own[index] ?? 0) + count;
  };
  for (let bucket = seriesBucket(hours(from)); bucket <= seriesBucket(hours(to)); bucket += 1) {
    for (const [key, count] of cells.read(CELL_KINDS.series, bucket)) {
      const space = key.indexOf(" ");
      const hour = Number(key.slice(0, space));
      if (!cut.has(hour)) add(key.slice(space + 1), hour * HOUR_MS, count);
    }
  }
  for (const day of new Set([...cut].map((hour) => Math.floor(hour / 24)))) {
    for (const [key, count] of cells.read(CELL_KINDS.minute, day)) {
      const space = key.indexOf(" ");
      const at = day * DAY_MS + Number(key.slice(0, space)) * MINUTE_MS;
      if (cut.has(hours(at))) add(key.slice(space + 1), at, count);
    }
  }
  return [...sums];
}

function hours(at: number): number {
  return Math.floor(at / HOUR_MS);
}

/** The interval that holds an instant. */
function intervalOf(bounds: readonly number[], at: number): number {
  let low = 0;
  let high = bounds.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((bounds[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low;
}
