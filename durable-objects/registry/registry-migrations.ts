import type { Migrations } from "../storage/migrate.ts";

/** The schema of the registry. Times are epoch milliseconds. */
export const REGISTRY_MIGRATIONS: Migrations = [
  `CREATE TABLE stores (
    name TEXT PRIMARY KEY,
    created_at INTEGER,             -- null: the operator's configuration lists it
    closed_at INTEGER               -- null: open
  ) WITHOUT ROWID`,
];
