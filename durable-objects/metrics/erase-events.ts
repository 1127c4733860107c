import { eventCells } from "../../engine/contribution/event-cells.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { deleteRow, isCounted, retire } from "./directory.ts";
import type { ShardState } from "./shard-state.ts";

/**
 * Takes a shopper's events out of the log and out of what is counted. One who is excluded was not counted, and its
 * record, which stays when it moves or is removed so that nothing of it begins to count, goes as well.
 */
export function eraseEvents({ directory, cells, events }: ShardState, shopper: ShopperKey, at: number): void {
  const row = directory.rows.get(shopper);
  const counted = isCounted(directory, shopper);
  const gone = events.remove([`c${shopper.slice(2)}`], (logged) => logged.shopper === shopper);
  if (counted) for (const { event } of gone) eventCells(cells.add, event, -1);
  const silence = `g:${shopper}`;
  directory.silenced.delete(shopper);
  if (directory.claims.has(silence)) {
    directory.unsettled.set(silence, { page: directory.claims.get(silence) ?? 0, line: null });
    directory.claims.delete(silence);
  }
  if (row === undefined || !row.excluded) return;
  deleteRow(directory, shopper);
  retire(directory, row.incarnation, { sequence: row.sequence, at });
  directory.unsettled.set(shopper, { page: row.page, line: null });
}
