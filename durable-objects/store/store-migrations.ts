import type { Migrations } from "../storage/migrate.ts";

/** The schema of a store object. Times are epoch milliseconds. */
export const STORE_MIGRATIONS: Migrations = [
  `CREATE TABLE store (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    name TEXT NOT NULL,
    settings TEXT NOT NULL,         -- JSON, complete
    salt TEXT NOT NULL,
    shards INTEGER NOT NULL,        -- fixed for good
    created_at INTEGER NOT NULL,
    has_events INTEGER NOT NULL DEFAULT 0,
    rejected_total INTEGER NOT NULL DEFAULT 0,
    rejected_by_code TEXT NOT NULL DEFAULT '{}'  -- JSON: code to count
  )`,
  `CREATE TABLE keys (
    hash TEXT PRIMARY KEY,          -- SHA-256, hexadecimal
    kind TEXT NOT NULL,             -- write | secret
    created_at INTEGER NOT NULL,
    expires_at INTEGER              -- null: never
  ) WITHOUT ROWID`,
  `CREATE TABLE identity_secrets (
    secret TEXT PRIMARY KEY,
    created_at INTEGER NOT NULL,
    expires_at INTEGER              -- null: never
  ) WITHOUT ROWID`,
  `CREATE TABLE endpoints (
    id TEXT PRIMARY KEY,
    record TEXT NOT NULL            -- JSON of an EndpointRecord
  ) WITHOUT ROWID`,
  // Rejected events in blobs: one row takes many.
  `CREATE TABLE rejected (
    last_number INTEGER PRIMARY KEY, -- number of the youngest event in the blob, counted from 1 for ever
    records TEXT NOT NULL           -- JSON list, oldest first
  )`,
  `CREATE TABLE session_secret (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    secret TEXT NOT NULL            -- signs the sessions of the dashboard
  )`,
  `CREATE TABLE generate_job (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    job TEXT NOT NULL               -- JSON of a GenerateJobState
  )`,
  `CREATE TABLE closing (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    closed_at INTEGER NOT NULL
  )`,
  `CREATE TABLE rebuild_job (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    job TEXT NOT NULL               -- JSON of a RebuildJobState
  )`,
];
