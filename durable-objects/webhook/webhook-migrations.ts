import type { Migrations } from "../storage/migrate.ts";

/** The schema of a webhook endpoint. Times are epoch milliseconds. */
export const WEBHOOK_MIGRATIONS: Migrations = [
  // One row; `state` is an `EndpointState` as JSON.
  "CREATE TABLE endpoint (id INTEGER PRIMARY KEY, state TEXT NOT NULL)",
  // What is still to be delivered. `history`: JSON list of `AttemptRecord`. No index: the queue is known in memory.
  // The body comes last, so that reading the other columns does not go through it.
  `CREATE TABLE queue (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL, type TEXT NOT NULL, shopper TEXT NOT NULL, attempts INTEGER NOT NULL,
    next_at INTEGER NOT NULL, enqueued_at INTEGER NOT NULL, history TEXT NOT NULL, body TEXT NOT NULL
  )`,
  // What is over. `seq` goes on from the queue's. `body` is kept for replay; null for what was cancelled.
  `CREATE TABLE log (
    seq INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, shopper TEXT NOT NULL,
    state TEXT NOT NULL, reason TEXT, attempts INTEGER NOT NULL, enqueued_at INTEGER NOT NULL,
    finished_at INTEGER NOT NULL, history TEXT NOT NULL, body TEXT
  )`,
  // For counting, listing and replaying dead letters; it costs nothing for what was delivered.
  "CREATE INDEX dead_letters ON log (seq) WHERE state = 'dead'",
  // For replaying what ended within a time.
  "CREATE INDEX log_by_end ON log (finished_at)",
];
