import { storageCounters } from "./storage-counters.ts";

/**
 * The same SQL storage, with every row written added to the counter of `className`.
 * A statement is counted when it is executed: SQLite makes all its changes before the first row comes back.
 */
export function countSql(className: string, sql: SqlStorage): SqlStorage {
  return {
    exec<Row extends Record<string, SqlStorageValue>>(query: string, ...bindings: unknown[]) {
      const cursor = sql.exec<Row>(query, ...bindings);
      if (cursor.rowsWritten > 0) storageCounters.addRowsWritten(className, cursor.rowsWritten);
      return cursor;
    },
    get databaseSize() {
      return sql.databaseSize;
    },
    Cursor: sql.Cursor,
    Statement: sql.Statement,
  };
}
