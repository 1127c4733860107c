import type { ShopperKey } from "../../engine/event.ts";
import type { OutcomeType } from "../../protocol/outcome.ts";
import type { AttemptRecord } from "./attempt-record.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { SAFETY_MS } from "./enqueue.ts";

/** What to send again: one message, every dead letter, or all that ended within a time (epoch milliseconds). */
export type ReplaySelection = { id: string } | { deadLetters: true } | { start: number; end: number };

/** What came of a replay. */
export type ReplayResult =
  | { ok: true; replayed: number; /** Whether more would match: ask again. */ more: boolean }
  | { ok: false; reason: "not_found" | "disabled" };

interface LogRow extends Record<string, SqlStorageValue> {
  seq: number;
  id: string;
  type: string;
  shopper: string;
  body: string;
  history: string;
}

/** What one call puts back at most. */
const REPLAY_LIMIT = 1000;

const COLUMNS = "seq, id, type, shopper, history, body";
/** What was cancelled has no body: there is nothing to replay. */
export const BY_ID = `SELECT ${COLUMNS} FROM log WHERE id = ? AND body IS NOT NULL`;
/** By the partial index of dead letters. */
export const DEAD = `SELECT ${COLUMNS} FROM log WHERE state = 'dead' ORDER BY seq LIMIT ?`;
/** By the index of endings, in its order: a shopper's messages end in the order in which they came. */
export const WITHIN = `SELECT ${COLUMNS} FROM log WHERE finished_at BETWEEN ? AND ? AND body IS NOT NULL
  ORDER BY finished_at, seq LIMIT ?`;
const DELETE = "DELETE FROM log WHERE seq = ?";

/**
 * Puts messages that have ended back into the queue, under their own ids and in their old order, for a whole new
 * schedule. Each attempt still asks whether the outcome stands.
 */
export function replay(storage: EndpointStorage, selection: ReplaySelection, now: number): ReplayResult {
  const { endpoint, queue, sql } = storage;
  if (endpoint === null) return { ok: false, reason: "not_found" };
  if (endpoint.disabledReason !== null) return { ok: false, reason: "disabled" };
  const found = select(sql, selection);
  if ("id" in selection && found.length === 0) return { ok: false, reason: "not_found" };
  const rows = found.slice(0, REPLAY_LIMIT);
  storage.transaction(() => {
    for (const row of rows) {
      sql.exec(DELETE, row.seq);
      const message = {
        seq: storage.takeSeq(),
        id: row.id,
        type: row.type as OutcomeType,
        shopper: row.shopper as ShopperKey,
        body: row.body,
        enqueuedAt: now,
        history: JSON.parse(row.history) as AttemptRecord[],
      };
      queue.add(message, now);
    }
    if (rows.length > 0) storage.armBy(now + SAFETY_MS);
  });
  return { ok: true, replayed: rows.length, more: found.length > rows.length };
}

function select(sql: SqlStorage, selection: ReplaySelection): LogRow[] {
  if ("id" in selection) return sql.exec<LogRow>(BY_ID, selection.id).toArray();
  if ("deadLetters" in selection) return sql.exec<LogRow>(DEAD, REPLAY_LIMIT + 1).toArray();
  return sql.exec<LogRow>(WITHIN, selection.start, selection.end, REPLAY_LIMIT + 1).toArray();
}
