import type { EndpointRecord } from "./endpoint-record.ts";

interface Row extends Record<string, SqlStorageValue> {
  record: string;
}

const SELECT_ALL = "SELECT record FROM endpoints ORDER BY record ->> 'createdAt', id";
const SELECT_ONE = "SELECT record FROM endpoints WHERE id = ?";
const UPSERT = `INSERT INTO endpoints (id, record) VALUES (?, ?)
  ON CONFLICT (id) DO UPDATE SET record = excluded.record`;
const DELETE = "DELETE FROM endpoints WHERE id = ?";

/** All webhook endpoints, oldest first, disabled ones included. */
export function readEndpoints(sql: SqlStorage): EndpointRecord[] {
  return sql
    .exec<Row>(SELECT_ALL)
    .toArray()
    .map((row) => JSON.parse(row.record) as EndpointRecord);
}

/** Adds an endpoint, or replaces the one with its id. */
export function putEndpoint(sql: SqlStorage, record: EndpointRecord): void {
  sql.exec(UPSERT, record.id, JSON.stringify(record));
}

/** False if there was none. */
export function deleteEndpoint(sql: SqlStorage, id: string): boolean {
  return sql.exec(DELETE, id).rowsWritten > 0;
}

/** Disables an endpoint and says why. False if there is none. An endpoint that is disabled keeps its first reason. */
export function disableEndpoint(sql: SqlStorage, id: string, reason: string): boolean {
  const row = sql.exec<Row>(SELECT_ONE, id).toArray()[0];
  if (row === undefined) return false;
  const record = JSON.parse(row.record) as EndpointRecord;
  if (record.disabledReason === null) putEndpoint(sql, { ...record, disabledReason: reason });
  return true;
}
