import { hashHex } from "../../engine/hash.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { deleteRow, retire, rowOf, setRow } from "./directory.ts";
import { readLine } from "./read-records.ts";
import type { ShardState } from "./shard-state.ts";
import { lineOfRecord, recordOfLine, type StoredRecord } from "./stored-record.ts";

/** In front of what a record is called whose shopper has no name any more: no shopper's key begins so. */
const NAMELESS = "z:";

/**
 * Takes the name off a shopper's record: everything that it counts stays, and no list names it. Whoever comes again under
 * that name is somebody new.
 */
export function forgetName({ sql, directory }: ShardState, shopper: ShopperKey, at: number): void {
  const row = directory.rows.get(shopper);
  const line = row === undefined ? null : readLine(sql, directory, shopper);
  if (row === undefined || line === null) return;
  const record = recordOfLine(line);
  deleteRow(directory, shopper);
  retire(directory, record.incarnation, { sequence: Number.MAX_SAFE_INTEGER, at });
  directory.unsettled.set(shopper, { page: row.page, line: null });
  const key = `${NAMELESS}${hashHex(record.incarnation)}` as ShopperKey;
  const nameless: StoredRecord = { ...record, shopper: key, directory: null };
  setRow(directory, key, rowOf(nameless, 0));
  directory.unsettled.set(key, { page: 0, line: lineOfRecord(nameless) });
}
