import { readLog, type LogTail } from "./delta-log.ts";
import { type Directory, emptyDirectory, rowOf, takeRecord } from "./directory.ts";
import { readPages } from "./pages.ts";
import { readShardRow } from "./shard-row.ts";
import { recordOfLine } from "./stored-record.ts";

/** Rebuilds the directory from what is stored: the pages, then every line of the log in its order. */
export function loadDirectory(sql: SqlStorage): { directory: Directory; tail: LogTail } {
  const directory = emptyDirectory();
  readShardRow(sql, directory);
  for (const { id, page } of readPages(sql)) {
    for (const [shopper, line] of page) {
      const row = rowOf(recordOfLine(line), id);
      if (row !== null) directory.rows.set(shopper, row);
    }
  }
  const { lines, tail } = readLog(sql);
  for (const line of lines) takeRecord(directory, recordOfLine(line));
  return { directory, tail };
}
