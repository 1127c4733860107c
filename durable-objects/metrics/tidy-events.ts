import { type AddCell, CELL_KINDS } from "../../engine/contribution/cell.ts";
import { eventCells } from "../../engine/contribution/event-cells.ts";
import type { CheckpointOptions } from "./checkpoint.ts";
import { isCounted } from "./directory.ts";
import type { ShardState } from "./shard-state.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * Seals the events since the last checkpoint, takes out those that are too old, and writes the cells. With what is too
 * old the statistics go, which are those of the log, and the figures by item and by minute; those by hour and by day stay.
 */
export function tidyEvents({ directory, cells, events }: ShardState, { now, retentionMs }: CheckpointOptions): void {
  events.seal();
  if (retentionMs !== Infinity) forgetBefore({ directory, cells, events }, now - retentionMs);
  sealSessions(cells.add, cells, now);
  cells.save();
}

function forgetBefore(
  { directory, cells, events }: Pick<ShardState, "directory" | "cells" | "events">,
  at: number,
): void {
  const statistics: AddCell = (kind, bucket, key, count) => {
    if (kind === CELL_KINDS.total || kind === CELL_KINDS.product) cells.add(kind, bucket, key, count);
  };
  for (const { shopper, event } of events.forgetBefore(at)) {
    if (isCounted(directory, shopper)) eventCells(statistics, event, -1);
  }
  cells.forget(CELL_KINDS.item, Math.floor(at / HOUR_MS) - 1);
  cells.forget(CELL_KINDS.sale, Math.floor(at / HOUR_MS) - 1);
  cells.forget(CELL_KINDS.minute, Math.floor(at / DAY_MS) - 1);
}

/** Adds the sessions of hours that are over to the totals, so that a question reads only the hours that are not. */
function sealSessions(add: AddCell, cells: ShardState["cells"], now: number): void {
  const current = Math.floor(now / HOUR_MS);
  for (const hour of cells.buckets(CELL_KINDS.stamp, 0, current - 1)) {
    for (const [key, count] of cells.read(CELL_KINDS.stamp, hour)) {
      add(CELL_KINDS.total, 0, `session:${key.slice(key.indexOf(" ") + 1)}`, count);
      add(CELL_KINDS.stamp, hour, key, -count);
    }
  }
}
