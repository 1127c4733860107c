import type { ShopperKey } from "../../engine/event.ts";
import type { OutcomeType } from "../../protocol/outcome.ts";
import type { AttemptRecord } from "./attempt-record.ts";

/** A message that is still to be delivered, without what is only needed to send it. */
export interface QueueEntry {
  readonly seq: number;
  readonly id: string;
  readonly shopper: ShopperKey;
  readonly enqueuedAt: number;
  attempts: number;
  /** Not before this time, epoch milliseconds. */
  nextAt: number;
}

/** A message as the queue keeps it. */
export interface QueuedMessage {
  seq: number;
  id: string;
  type: OutcomeType;
  shopper: ShopperKey;
  body: string;
  enqueuedAt: number;
  history: AttemptRecord[];
}

interface EntryRow extends Record<string, SqlStorageValue> {
  seq: number;
  id: string;
  shopper: string;
  attempts: number;
  next_at: number;
  enqueued_at: number;
}

interface MessageRow extends EntryRow {
  type: string;
  body: string;
  history: string;
}

const LOAD = "SELECT seq, id, shopper, attempts, next_at, enqueued_at FROM queue ORDER BY seq";
const READ = "SELECT * FROM queue WHERE seq = ?";
const INSERT = `INSERT INTO queue (seq, id, type, shopper, body, attempts, next_at, enqueued_at, history)
  VALUES (?, ?, ?, ?, ?, 0, ?, ?, ?)`;
const RESCHEDULE = "UPDATE queue SET attempts = ?, next_at = ?, history = ? WHERE seq = ?";
const POSTPONE = "UPDATE queue SET next_at = ? WHERE seq = ?";
const DELETE = "DELETE FROM queue WHERE seq = ?";

/**
 * The messages that are still to be delivered. Their order and times are held in memory, read once when the object
 * wakes, so that the table needs no index and each change costs one row. Changes belong into a transaction.
 */
export class DeliveryQueue {
  readonly #sql: SqlStorage;
  readonly #byId = new Map<string, QueueEntry>();
  /** Each shopper's messages in their order: only the first may go out. */
  readonly #lines = new Map<ShopperKey, QueueEntry[]>();

  constructor(sql: SqlStorage) {
    this.#sql = sql;
    for (const row of sql.exec<EntryRow>(LOAD)) this.#remember(toEntry(row));
  }

  get size(): number {
    return this.#byId.size;
  }

  find(id: string): QueueEntry | undefined {
    return this.#byId.get(id);
  }

  /** Adds a message at the end of its shopper's line. Its `id` must not be here yet, its `seq` the highest so far. */
  add(message: QueuedMessage, nextAt: number): void {
    const { seq, id, type, shopper, body, enqueuedAt, history } = message;
    this.#sql.exec(INSERT, seq, id, type, shopper, body, nextAt, enqueuedAt, JSON.stringify(history));
    this.#remember({ seq, id, shopper, enqueuedAt, attempts: 0, nextAt });
  }

  /** The message with its body; null when it is no longer here. */
  read(entry: QueueEntry): QueuedMessage | null {
    const row = this.#sql.exec<MessageRow>(READ, entry.seq).toArray()[0];
    if (row === undefined) return null;
    return {
      ...toEntry(row),
      type: row.type as OutcomeType,
      body: row.body,
      history: JSON.parse(row.history) as AttemptRecord[],
    };
  }

  /** After a failed attempt. */
  reschedule(entry: QueueEntry, nextAt: number, history: AttemptRecord[]): void {
    entry.attempts += 1;
    entry.nextAt = nextAt;
    this.#sql.exec(RESCHEDULE, entry.attempts, nextAt, JSON.stringify(history), entry.seq);
  }

  /** Without an attempt. */
  postpone(entry: QueueEntry, nextAt: number): void {
    entry.nextAt = nextAt;
    this.#sql.exec(POSTPONE, nextAt, entry.seq);
  }

  remove(entry: QueueEntry): void {
    this.#sql.exec(DELETE, entry.seq);
    this.#byId.delete(entry.id);
    const line = (this.#lines.get(entry.shopper) ?? []).filter((other) => other !== entry);
    if (line.length === 0) this.#lines.delete(entry.shopper);
    else this.#lines.set(entry.shopper, line);
  }

  /** The first message of each shopper. */
  heads(): QueueEntry[] {
    return [...this.#lines.values()].flatMap((line) => line.slice(0, 1));
  }

  /** Up to `limit` messages, whoever's, the longest waiting first. */
  first(limit: number): QueueEntry[] {
    const found: QueueEntry[] = [];
    for (const entry of this.#byId.values()) {
      if (found.length >= limit) break;
      found.push(entry);
    }
    return found;
  }

  /** Every message of one shopper, in order. */
  lineOf(shopper: ShopperKey): readonly QueueEntry[] {
    return this.#lines.get(shopper) ?? [];
  }

  /** Lets everything go from memory alone. */
  forget(): void {
    this.#byId.clear();
    this.#lines.clear();
  }

  #remember(entry: QueueEntry): void {
    this.#byId.set(entry.id, entry);
    const line = this.#lines.get(entry.shopper);
    if (line === undefined) this.#lines.set(entry.shopper, [entry]);
    else line.push(entry);
  }
}

function toEntry(row: EntryRow): QueueEntry {
  return {
    seq: row.seq,
    id: row.id,
    shopper: row.shopper as ShopperKey,
    enqueuedAt: row.enqueued_at,
    attempts: row.attempts,
    nextAt: row.next_at,
  };
}
