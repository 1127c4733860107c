import type { AttemptRecord } from "./attempt-record.ts";
import type { QueuedMessage } from "./delivery-queue.ts";

/** How a message ended. `dead`: a dead letter, kept for replay. */
export type FinalState = "delivered" | "dead" | "cancelled";

/** Why a message ended other than delivered. */
export type FinalReason =
  | "attempts_exhausted"
  | "gone"
  | "endpoint_disabled"
  | "shopper_unreachable"
  | "no_longer_stands";

/** The end of a message. */
export interface Ending {
  state: FinalState;
  reason: FinalReason | null;
  attempts: number;
  history: AttemptRecord[];
  /** Epoch milliseconds. */
  finishedAt: number;
}

interface OldestRow extends Record<string, SqlStorageValue> {
  finished_at: number | null;
}

interface CountRow extends Record<string, SqlStorageValue> {
  dead: number;
}

interface SeqRow extends Record<string, SqlStorageValue> {
  seq: number | null;
}

const HAS = "SELECT 1 FROM log WHERE id = ?";
const INSERT = `INSERT INTO log
  (seq, id, type, shopper, body, state, reason, attempts, enqueued_at, finished_at, history)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`;
/** By `seq`, the order of arrival: close to the order of ending, and needs no index. */
const OLDEST = "SELECT finished_at FROM log ORDER BY seq LIMIT 1";
const PRUNE = `DELETE FROM log WHERE seq IN (SELECT seq FROM log ORDER BY seq LIMIT ?) AND finished_at <= ?`;
/** The partial index answers it alone. */
const COUNT_DEAD = "SELECT count(*) AS dead FROM log WHERE state = 'dead'";
const HIGHEST_SEQ = "SELECT max((SELECT ifnull(max(seq), 0) FROM log), (SELECT ifnull(max(seq), 0) FROM queue)) AS seq";

/** Whether a message of this id has ended here and is still remembered. */
export function hasEnded(sql: SqlStorage, id: string): boolean {
  return sql.exec(HAS, id).toArray().length > 0;
}

/** Notes how a message ended. The body stays for replay, except where there is nothing to replay. */
export function logEnding(sql: SqlStorage, message: QueuedMessage, ending: Ending): void {
  sql.exec(
    INSERT,
    message.seq,
    message.id,
    message.type,
    message.shopper,
    ending.state === "cancelled" ? null : message.body,
    ending.state,
    ending.reason,
    ending.attempts,
    message.enqueuedAt,
    ending.finishedAt,
    JSON.stringify(ending.history),
  );
}

/** When the oldest message of the log ended, epoch milliseconds; null when the log is empty. */
export function oldestEnding(sql: SqlStorage): number | null {
  return sql.exec<OldestRow>(OLDEST).toArray()[0]?.finished_at ?? null;
}

/** Forgets messages that ended at or before `before`, at most `limit` at a time, and answers how many. */
export function pruneLog(sql: SqlStorage, before: number, limit: number): number {
  return sql.exec(PRUNE, limit, before).rowsWritten;
}

/** How many dead letters are kept. */
export function countDeadLetters(sql: SqlStorage): number {
  return sql.exec<CountRow>(COUNT_DEAD).one().dead;
}

/** The highest number that any message has had, 0 for none. */
export function highestSeq(sql: SqlStorage): number {
  return sql.exec<SeqRow>(HIGHEST_SEQ).one().seq ?? 0;
}
