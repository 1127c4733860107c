import type { OutcomeType } from "../../protocol/outcome.ts";
import type { AttemptRecord } from "./attempt-record.ts";
import type { FinalReason, FinalState } from "./delivery-log.ts";

/** A message's state: `pending` is still in the queue. */
export type DeliveryState = "pending" | FinalState;

/** Which messages to list, the youngest first. Null filters let everything pass. */
export interface DeliveryQuery {
  state: DeliveryState | null;
  type: OutcomeType | null;
  /** A user id or an anonymous id. */
  shopper: string | null;
  /** First and last moment at which they came in, epoch milliseconds. */
  start: number | null;
  end: number | null;
  /** Only those numbered lower; null for the first page. */
  before: number | null;
  limit: number;
}

/** A message in the delivery log. Times are epoch milliseconds. */
export interface DeliveryRecord {
  seq: number;
  id: string;
  type: OutcomeType;
  /** The shopper's key: `u:…` or `a:…`. */
  shopper: string;
  state: DeliveryState;
  reason: FinalReason | null;
  attempts: number;
  enqueuedAt: number;
  finishedAt: number | null;
  nextAt: number | null;
  history: AttemptRecord[];
}

interface Row extends Record<string, SqlStorageValue> {
  seq: number;
  id: string;
  type: string;
  shopper: string;
  state: string;
  reason: string | null;
  attempts: number;
  enqueued_at: number;
  finished_at: number | null;
  next_at: number | null;
  history: string;
}

const FILTER = `(?1 IS NULL OR seq < ?1) AND (?2 IS NULL OR type = ?2) AND (?3 IS NULL OR substr(shopper, 3) = ?3)
  AND (?4 IS NULL OR enqueued_at >= ?4) AND (?5 IS NULL OR enqueued_at <= ?5)`;
const FROM_QUEUE = `SELECT seq, id, type, shopper, 'pending' AS state, NULL AS reason, attempts, enqueued_at,
  NULL AS finished_at, next_at, history FROM queue WHERE ${FILTER} ORDER BY seq DESC LIMIT ?6`;
const FROM_LOG = `SELECT seq, id, type, shopper, state, reason, attempts, enqueued_at, finished_at, NULL AS next_at,
  history FROM log WHERE ${FILTER} AND (?7 IS NULL OR state = ?7) ORDER BY seq DESC LIMIT ?6`;

/** Messages in the queue and in the log, the youngest first. The page goes on below the last one's `seq`. */
export function listDeliveries(sql: SqlStorage, query: DeliveryQuery): DeliveryRecord[] {
  const { state, type, shopper, start, end, before, limit } = query;
  const filter = [before, type, shopper, start, end, limit];
  const pending = state === null || state === "pending" ? sql.exec<Row>(FROM_QUEUE, ...filter).toArray() : [];
  const ended = state === "pending" ? [] : sql.exec<Row>(FROM_LOG, ...filter, state).toArray();
  return [...pending, ...ended]
    .toSorted((a, b) => b.seq - a.seq)
    .slice(0, limit)
    .map(toRecord);
}

function toRecord(row: Row): DeliveryRecord {
  return {
    seq: row.seq,
    id: row.id,
    type: row.type as OutcomeType,
    shopper: row.shopper,
    state: row.state as DeliveryState,
    reason: row.reason as FinalReason | null,
    attempts: row.attempts,
    enqueuedAt: row.enqueued_at,
    finishedAt: row.finished_at,
    nextAt: row.next_at,
    history: JSON.parse(row.history) as AttemptRecord[],
  };
}
