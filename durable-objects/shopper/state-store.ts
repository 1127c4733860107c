import { History } from "../../engine/truth/history.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { migrate } from "../storage/migrate.ts";
import { REFUSE_ERASED_MS } from "./refuse-erased.ts";
import { SHOPPER_MIGRATIONS } from "./shopper-migrations.ts";
import type { ShopperState } from "./shopper-state.ts";
import { type StoredEvent, decodeEvent, encodeEvent } from "./stored-event.ts";
import type { StoredHead } from "./stored-head.ts";
import { STATE_FORMAT, upgradeHead } from "./upgrade-head.ts";

/** Part 0 of an erased shopper: no word of it but when that was. */
type Tombstone = Pick<StoredHead, "erasedAt">;

interface PartRow extends Record<string, SqlStorageValue> {
  id: number;
  /** JSON: a StoredHead in part 0, StoredEvent[] in the others. */
  body: string;
}

const READ_PARTS = "SELECT id, body FROM part ORDER BY id";
const WRITE_PART = "INSERT INTO part (id, body) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET body = excluded.body";
const DELETE_PARTS_FROM = "DELETE FROM part WHERE id >= ?";

/** Events that part 0 may hold before the older ones are sealed, and how many go into one sealed part. */
const TAIL_EVENTS = 256;
const SEALED_EVENTS = 192;

/** Reads and writes a shopper's state: one row, and more only for a shopper with hundreds of recent events. */
export class StateStore {
  readonly #sql: SqlStorage;
  #sealed: number[] = [];
  #storedOutbox = 0;
  #erasedAt: number | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** How many outcomes stand in the outbox as it was stored last. */
  get storedOutbox(): number {
    return this.#storedOutbox;
  }

  /** When the shopper was erased, epoch milliseconds; undefined if never, or too long ago to matter. */
  get erasedAt(): number | undefined {
    return this.#erasedAt;
  }

  /** Deletes everything; what stays, until the alarm rings, is when that was. */
  async bury(storage: DurableObjectStorage, erasedAt: number): Promise<void> {
    await storage.deleteAll();
    migrate(this.#sql, SHOPPER_MIGRATIONS);
    this.#sealed = [];
    this.#storedOutbox = 0;
    this.#erasedAt = erasedAt;
    const tombstone: Tombstone = { erasedAt };
    this.#sql.exec(WRITE_PART, 0, JSON.stringify(tombstone));
    await storage.setAlarm(erasedAt + REFUSE_ERASED_MS);
  }

  /** Forgets an erasure whose time is over: then nothing of the shopper is left at all. */
  async unbury(storage: DurableObjectStorage, now: number): Promise<void> {
    if (this.#erasedAt === undefined || now < this.#erasedAt + REFUSE_ERASED_MS) return;
    await this.forget(storage);
  }

  /** Deletes everything, the alarm too. */
  async forget(storage: DurableObjectStorage): Promise<void> {
    this.#sealed = [];
    this.#storedOutbox = 0;
    this.#erasedAt = undefined;
    await storage.deleteAlarm();
    await storage.deleteAll();
    migrate(this.#sql, SHOPPER_MIGRATIONS);
  }

  /** What was stored; null for a shopper of whom nothing was. */
  load(): ShopperState | null {
    const [first, ...others] = this.#sql.exec<PartRow>(READ_PARTS).toArray();
    this.#sealed = [];
    this.#storedOutbox = 0;
    if (first === undefined) return null;
    const head = JSON.parse(first.body) as StoredHead | Tombstone;
    this.#erasedAt = head.erasedAt;
    if (!("store" in head)) return null;
    const { checkpoint, tip, events, sealed, erasedAt: _erasedAt, format: _format, ...rest } = upgradeHead(head);
    this.#sealed = sealed;
    this.#storedOutbox = rest.outbox.length;
    const stored = [...others.flatMap((row) => JSON.parse(row.body) as StoredEvent[]), ...events];
    // Nobody knows whether a number was sent before the object was gone.
    return {
      ...rest,
      sentSequence: rest.sequence,
      mustShip: false,
      history: new History({ checkpoint, events: stored.map(decodeEvent), tip }),
    };
  }

  /** Writes the state. `changedFrom` is the position from which its events differ from what was stored. */
  save(state: ShopperState, changedFrom: number): void {
    const { history, ...rest } = state;
    const { events } = history;
    const sealedBefore = sum(this.#sealed);
    if (changedFrom < sealedBefore) this.#unseal(changedFrom);
    while (events.length - sum(this.#sealed) > TAIL_EVENTS) this.#seal(events);
    const head: StoredHead = {
      ...rest,
      format: STATE_FORMAT,
      checkpoint: history.checkpoint,
      tip: history.tip,
      events: events.slice(sum(this.#sealed)).map(encodeEvent),
      sealed: this.#sealed,
      ...(this.#erasedAt === undefined ? {} : { erasedAt: this.#erasedAt }),
    };
    this.#storedOutbox = state.outbox.length;
    this.#sql.exec(WRITE_PART, 0, JSON.stringify(head));
  }

  /** Forgets everything that is stored, and the alarm. Answers the other keys of the shopper that was. */
  clear(storage: Pick<DurableObjectStorage, "deleteAlarm">, state: ShopperState | null): ShopperKey[] {
    void storage.deleteAlarm();
    this.#sealed = [];
    this.#storedOutbox = 0;
    this.#sql.exec(DELETE_PARTS_FROM, 0);
    return Object.keys(state?.bindings ?? {}) as ShopperKey[];
  }

  /** Gives up the sealed parts that hold events from that position on; what they held is sealed again as needed. */
  #unseal(from: number): void {
    let kept = 0;
    let position = 0;
    while (kept < this.#sealed.length && position + (this.#sealed[kept] ?? 0) <= from) {
      position += this.#sealed[kept] ?? 0;
      kept += 1;
    }
    this.#sealed = this.#sealed.slice(0, kept);
    this.#sql.exec(DELETE_PARTS_FROM, kept + 1);
  }

  #seal(events: readonly ShopperEvent[]): void {
    const from = sum(this.#sealed);
    const part = events.slice(from, from + SEALED_EVENTS).map(encodeEvent);
    this.#sealed = [...this.#sealed, part.length];
    this.#sql.exec(WRITE_PART, this.#sealed.length, JSON.stringify(part));
  }
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
