import type { ShopperKey } from "../../engine/event.ts";
import type { Directory } from "./directory.ts";
import { readLines } from "./pages.ts";
import { type StoredRecord, recordOfLine } from "./stored-record.ts";

/** The line of a record by its key; null when there is none. */
export function readLine(sql: SqlStorage, directory: Directory, key: string): string | null {
  const unsettled = directory.unsettled.get(key);
  if (unsettled !== undefined) return unsettled.line;
  const page = directory.rows.get(key as ShopperKey)?.page ?? directory.claims.get(key) ?? 0;
  return page === 0 ? null : (readLines(sql, page, [key])[0] ?? null);
}

/** The records of shoppers of the directory: what changed since the checkpoint from memory, the others by page. */
export function readRecords(
  sql: SqlStorage,
  directory: Directory,
  shoppers: readonly ShopperKey[],
): Map<ShopperKey, StoredRecord> {
  const records = new Map<ShopperKey, StoredRecord>();
  const settled = new Map<number, ShopperKey[]>();
  for (const shopper of shoppers) {
    const line = directory.unsettled.get(shopper)?.line;
    const page = directory.rows.get(shopper)?.page ?? 0;
    if (line) records.set(shopper, recordOfLine(line));
    else settled.set(page, [...(settled.get(page) ?? []), shopper]);
  }
  for (const [page, wanted] of settled) {
    for (const line of readLines(sql, page, wanted)) {
      const record = recordOfLine(line);
      records.set(record.shopper, record);
    }
  }
  return records;
}
