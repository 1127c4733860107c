import { CELL_KINDS } from "../../../engine/contribution/cell.ts";
import { stepBucket } from "../../../engine/contribution/fact-cells.ts";
import type { ShardState } from "../shard-state.ts";

/** How many shoppers are in each series on each of `count` days from `from` on (days of the store's calendar). */
export interface MembershipQuestion {
  from: number;
  count: number;
}

/** For each series its number on each of the days. */
export type MembershipAnswer = [series: string, counts: number[]][];

/** The numbers of this shard: the sum of every change up to each day. */
export function membership({ cells }: ShardState, { from, count }: MembershipQuestion): MembershipAnswer {
  const changes = new Map<string, number[]>();
  const until = from + count;
  for (const bucket of cells.buckets(CELL_KINDS.step, 0, stepBucket(until - 1))) {
    for (const [key, change] of cells.read(CELL_KINDS.step, bucket)) {
      const space = key.indexOf(" ");
      const day = Number(key.slice(0, space));
      if (day >= until) continue;
      const name = key.slice(space + 1);
      const own = changes.get(name) ?? Array.from({ length: count }, () => 0);
      changes.set(name, own);
      const index = Math.max(0, day - from);
      own[index] = (own[index] ?? 0) + change;
    }
  }
  return Array.from(changes, ([name, own]) => {
    let sum = 0;
    return [name, own.map((change) => (sum += change))];
  });
}
