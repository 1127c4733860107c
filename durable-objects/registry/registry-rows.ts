import type { RegisteredStore } from "./registered-store.ts";

interface Row extends Record<string, SqlStorageValue> {
  name: string;
  created_at: number | null;
  closed_at: number | null;
}

const SELECT_ALL = "SELECT name, created_at, closed_at FROM stores ORDER BY name";
const INSERT = "INSERT INTO stores (name, created_at, closed_at) VALUES (?, ?, NULL)";
const CLOSE = `INSERT INTO stores (name, created_at, closed_at) VALUES (?1, NULL, ?2)
  ON CONFLICT (name) DO UPDATE SET closed_at = coalesce(closed_at, excluded.closed_at)`;

/** Every store, by name. */
export function readStores(sql: SqlStorage): RegisteredStore[] {
  return sql
    .exec<Row>(SELECT_ALL)
    .toArray()
    .map((row) => ({ name: row.name, createdAt: row.created_at, closedAt: row.closed_at }));
}

/** Adds an open store. */
export function insertStore(sql: SqlStorage, name: string, now: number): void {
  sql.exec(INSERT, name, now);
}

/** Notes that a store is closed. One that was closed before keeps its time. */
export function closeStore(sql: SqlStorage, name: string, now: number): void {
  sql.exec(CLOSE, name, now);
}
