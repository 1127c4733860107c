import type { Settings } from "../../protocol/settings.ts";

/** What a store knows of itself. */
export interface StoreState {
  name: string;
  settings: Settings;
  salt: string;
  shards: number;
  hasEvents: boolean;
}

interface Row extends Record<string, SqlStorageValue> {
  name: string;
  settings: string;
  salt: string;
  shards: number;
  has_events: number;
}

const SELECT = "SELECT name, settings, salt, shards, has_events FROM store WHERE id = 1";
const INSERT = "INSERT INTO store (id, name, settings, salt, shards, created_at) VALUES (1, ?, ?, ?, ?, ?)";
const UPDATE_SETTINGS = "UPDATE store SET settings = ? WHERE id = 1";
const MARK_EVENTS = "UPDATE store SET has_events = 1 WHERE id = 1 AND has_events = 0";

/** The store's state; null before it was seeded. */
export function readStoreRow(sql: SqlStorage): StoreState | null {
  const row = sql.exec<Row>(SELECT).toArray()[0];
  if (row === undefined) return null;
  return {
    name: row.name,
    settings: JSON.parse(row.settings) as Settings,
    salt: row.salt,
    shards: row.shards,
    hasEvents: row.has_events === 1,
  };
}

/** Creates the store. `now` is the time of its creation. */
export function insertStoreRow(sql: SqlStorage, state: Omit<StoreState, "hasEvents">, now: number): void {
  sql.exec(INSERT, state.name, JSON.stringify(state.settings), state.salt, state.shards, now);
}

/** Replaces the settings, which must be complete. */
export function writeSettings(sql: SqlStorage, settings: Settings): void {
  sql.exec(UPDATE_SETTINGS, JSON.stringify(settings));
}

/** Remembers that the store has events. Writes nothing when it was known. */
export function markEventsExist(sql: SqlStorage): void {
  sql.exec(MARK_EVENTS);
}
