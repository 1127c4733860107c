import { CELL_KINDS } from "../../../engine/contribution/cell.ts";
import type { ShardState } from "../shard-state.ts";

const HOUR_MS = 3_600_000;

/** Events by type of the sessions that had ended by `now`; the empty type counts the sessions. */
export function sessionTotals({ cells }: ShardState, now: number): [type: string, count: number][] {
  const totals = new Map<string, number>();
  const add = (type: string, count: number): void => {
    totals.set(type, (totals.get(type) ?? 0) + count);
  };
  for (const [key, count] of cells.read(CELL_KINDS.total, 0)) {
    if (key.startsWith("session:")) add(key.slice("session:".length), count);
  }
  for (const hour of cells.buckets(CELL_KINDS.stamp, 0, Math.floor(now / HOUR_MS))) {
    for (const [key, count] of cells.read(CELL_KINDS.stamp, hour)) {
      const space = key.indexOf(" ");
      if (Number(key.slice(0, space)) <= now) add(key.slice(space + 1), count);
    }
  }
  return [...totals];
}
