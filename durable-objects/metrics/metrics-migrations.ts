import type { Migrations } from "../storage/migrate.ts";

/** The schema of a metrics shard. */
export const METRICS_MIGRATIONS: Migrations = [
  // `body`: lines of records (stored-record.ts), at most 256 KB, the log's in the order in which they were applied.
  "CREATE TABLE log (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  "CREATE TABLE page (id INTEGER PRIMARY KEY, body TEXT NOT NULL)",
  // One row. `retired`: JSON list of [incarnation, sequence, epoch milliseconds].
  "CREATE TABLE shard (id INTEGER PRIMARY KEY, shards INTEGER NOT NULL, retired TEXT NOT NULL)",
];
