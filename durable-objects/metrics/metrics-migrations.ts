import type { Migrations } from "../storage/migrate.ts";

/** The schema of a metrics shard. */
export const METRICS_MIGRATIONS: Migrations = [
  // `body`: the log's are lines of entries (log-entry.ts) in the order in which they were applied, a page's of records.
  "CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  "CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  // One row. `retired`: JSON list of [incarnation, sequence, epoch milliseconds].
  "CREATE TABLE shard (id INTEGER PRIMARY KEY, shards INTEGER NOT NULL, retired TEXT NOT NULL)",
  // `id`: kind × 2^32 + bucket (engine/contribution/cell.ts). `body`: JSON list of key, count, key, count …
  "CREATE TABLE cell (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  // Events in order of time (event-codec.ts) and a filter of the words by which they are found (token-filter.ts).
  "CREATE TABLE segment (id INTEGER PRIMARY KEY, first_at INTEGER NOT NULL, last_at INTEGER NOT NULL, tokens BLOB NOT NULL, body BLOB NOT NULL)",
];
