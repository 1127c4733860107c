import type { NumberedRejectedRecord, RejectedPage, RejectedRecord } from "./rejected-record.ts";

/** So many rejected events are kept; all are counted. */
const KEPT_REJECTED = 1_000;
/** A blob takes this many before the next begins. */
const BLOB_RECORDS = 100;

interface CountRow extends Record<string, SqlStorageValue> {
  rejected_total: number;
  rejected_by_code: string;
}

interface BlobRow extends Record<string, SqlStorageValue> {
  last_number: number;
  records: string;
}

const SELECT_COUNTS = "SELECT rejected_total, rejected_by_code FROM store WHERE id = 1";
const UPDATE_COUNTS = "UPDATE store SET rejected_total = ?, rejected_by_code = ? WHERE id = 1";
const SELECT_LAST = "SELECT last_number, records FROM rejected ORDER BY last_number DESC LIMIT 1";
const SELECT_ALL = "SELECT last_number, records FROM rejected ORDER BY last_number DESC";
const SELECT_OLDEST = "SELECT last_number, records FROM rejected ORDER BY last_number LIMIT 1";
const DELETE_BLOB = "DELETE FROM rejected WHERE last_number = ?";
const INSERT_BLOB = "INSERT INTO rejected (last_number, records) VALUES (?, ?)";
const UPDATE_BLOB = "UPDATE rejected SET records = ? WHERE last_number = ?";
/** A blob may go when its youngest event is older than the last thousand. */
const DELETE_OLD = "DELETE FROM rejected WHERE last_number <= ?";

/** Counts rejected events and keeps the last of them. Call it in a transaction. A few rows, however many events. */
export function appendRejected(sql: SqlStorage, records: RejectedRecord[]): void {
  if (records.length === 0) return;
  const counts = sql.exec<CountRow>(SELECT_COUNTS).one();
  const byCode = JSON.parse(counts.rejected_by_code) as Record<string, number>;
  for (const { code } of records) byCode[code] = (byCode[code] ?? 0) + 1;
  const total = counts.rejected_total + records.length;
  sql.exec(UPDATE_COUNTS, total, JSON.stringify(byCode));

  const last = sql.exec<BlobRow>(SELECT_LAST).toArray()[0];
  const open = last === undefined ? [] : (JSON.parse(last.records) as RejectedRecord[]);
  const continues = last !== undefined && open.length < BLOB_RECORDS;
  if (continues) sql.exec(DELETE_BLOB, last.last_number);
  const kept = [...(continues ? open : []), ...records].slice(-KEPT_REJECTED);
  sql.exec(INSERT_BLOB, total, JSON.stringify(kept));
  sql.exec(DELETE_OLD, total - KEPT_REJECTED);
}

/** When the oldest kept events will have been there for so long, epoch milliseconds; null when none are kept. */
export function nextRejectedEnd(sql: SqlStorage, retentionMs: number): number | null {
  const oldest = sql.exec<BlobRow>(SELECT_OLDEST).toArray()[0];
  return oldest === undefined ? null : youngestAt(oldest) + retentionMs;
}

/** Forgets kept events that are older; they stay counted. Safe to run twice. */
export function forgetRejectedBefore(sql: SqlStorage, at: number): void {
  for (;;) {
    const oldest = sql.exec<BlobRow>(SELECT_OLDEST).toArray()[0];
    if (oldest === undefined || youngestAt(oldest) >= at) return;
    sql.exec(DELETE_BLOB, oldest.last_number);
  }
}

function youngestAt({ records }: BlobRow): number {
  return (JSON.parse(records) as RejectedRecord[]).at(-1)?.receivedAt ?? 0;
}

/**
 * Takes the message ids out of kept rejected events that have this text in them: clients make ids out of a shopper's.
 * Nothing else of a shopper is ever kept there. Call it in a transaction.
 */
export function forgetInRejected(sql: SqlStorage, text: string): void {
  for (const row of sql.exec<BlobRow>(SELECT_ALL).toArray()) {
    const records = JSON.parse(row.records) as RejectedRecord[];
    if (!records.some(({ messageId }) => messageId?.includes(text))) continue;
    const kept = records.map((record) => (record.messageId?.includes(text) ? { ...record, messageId: null } : record));
    sql.exec(UPDATE_BLOB, JSON.stringify(kept), row.last_number);
  }
}

/** Up to `limit` kept events with a number below `before` (null: from the youngest), and the counts of all. */
export function readRejected(sql: SqlStorage, before: number | null, limit: number): RejectedPage {
  const counts = sql.exec<CountRow>(SELECT_COUNTS).one();
  const oldestKept = counts.rejected_total - KEPT_REJECTED + 1;
  const numbered = sql
    .exec<BlobRow>(SELECT_ALL)
    .toArray()
    .flatMap(numberBlob)
    .filter(({ number }) => number >= oldestKept && (before === null || number < before));
  const records = numbered.slice(0, limit);
  return {
    records,
    nextBefore: numbered.length > limit ? (records.at(-1)?.number ?? null) : null,
    total: counts.rejected_total,
    byCode: JSON.parse(counts.rejected_by_code) as Record<string, number>,
  };
}

function numberBlob(row: BlobRow): NumberedRejectedRecord[] {
  const records = JSON.parse(row.records) as RejectedRecord[];
  return records
    .map((record, index) => ({ ...record, number: row.last_number - records.length + 1 + index }))
    .toReversed();
}
