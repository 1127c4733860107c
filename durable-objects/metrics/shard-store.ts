import type { ShopperKey } from "../../engine/event.ts";
import { applySession } from "./apply-session.ts";
import { applySilence } from "./apply-silence.ts";
import { checkpoint, isCheckpointDue } from "./checkpoint.ts";
import { appendLog, type LogTail } from "./delta-log.ts";
import type { Directory } from "./directory.ts";
import { forgetClaims } from "./forget-claims.ts";
import { forgetName } from "./forget-name.ts";
import { appliedUpTo, isNext } from "./judge-delta.ts";
import { loadShard } from "./load-shard.ts";
import { type Arrival, lineOfEntry } from "./log-entry.ts";
import { type RecountOptions, recount } from "./recount.ts";
import { writeShardRow } from "./shard-row.ts";
import { type ShardState, applyDelta, applyOrder } from "./shard-state.ts";
import type { ShopperDelta } from "./shopper-delta.ts";
import { tidyEvents } from "./tidy-events.ts";

/** The part of an object's storage that a transaction needs. */
type Transactions = Pick<DurableObjectStorage, "transactionSync">;

/**
 * What a shard knows: in memory to be asked, in storage to survive.
 *
 * Rows written are the bill. A commit of any number of deltas, with their events, appends to one row of a log; after
 * 2,048 changed records or 2 MB a checkpoint writes records to pages of 32, cells to their blobs and events to segments,
 * and empties the log. Whoever starts after a kill reads the checkpoint and applies the log again.
 *
 * Memory: about half a kilobyte per shopper, and some 6 MB of changes since the checkpoint.
 */
export class ShardStore {
  readonly #storage: Transactions;
  readonly #sql: SqlStorage;
  /** How long the log keeps an event, as the store's settings said last. */
  #retentionMs = Infinity;
  #state: ShardState;
  #tail: LogTail;

  /** Reads what is stored; the schema must be up to date. */
  constructor(storage: Transactions, sql: SqlStorage) {
    this.#storage = storage;
    this.#sql = sql;
    ({ state: this.#state, tail: this.#tail } = loadShard(sql));
  }

  /** Everything as it stands after the last commit. Do not change it. */
  get state(): ShardState {
    return this.#state;
  }

  /** The directory of shoppers as it stands after the last commit. Do not change it. */
  get directory(): Directory {
    return this.#state.directory;
  }

  /** Up to which number the deltas of a shopper's incarnation have been applied. */
  applied({ shopper, incarnation }: Pick<ShopperDelta, "shopper" | "incarnation">): number {
    const { rows, retired } = this.#state.directory;
    return appliedUpTo(incarnation, rows.get(shopper), retired);
  }

  /** Changes how long the event log is kept; it takes effect with the next checkpoint. */
  keepEventsFor(retentionMs: number): void {
    this.#retentionMs = retentionMs;
  }

  /**
   * Applies what arrived in its order, each of it once; what is not next changes nothing. All of it is stored, or none
   * and it throws. The first delta of all says for which number of shards this one was created.
   */
  commit(arrivals: readonly Arrival[], now: number): void {
    try {
      this.#storage.transactionSync(() => this.#write(arrivals, now));
    } catch (error) {
      ({ state: this.#state, tail: this.#tail } = loadShard(this.#sql));
      throw error;
    }
  }

  /**
   * Removes a shopper's events from the log and from what is counted, and its name from these orders. The rest of it goes
   * by a delta.
   */
  eraseEvents(shopper: string, orders: readonly string[], now: number): void {
    this.commit([], now);
    this.#storage.transactionSync(() => {
      forgetClaims(this.#state, shopper, orders);
      this.#tail = checkpoint(this.#state, { now, retentionMs: this.#retentionMs, erase: shopper });
    });
  }

  /** Takes out of the event log what is older than that, and goes on doing so. */
  keepEvents(retentionMs: number, now: number): void {
    this.#retentionMs = retentionMs;
    this.commit([], now);
    this.#checkpoint(now, () => {});
  }

  /** Takes the names off the records of these shoppers: what they count stays. */
  forgetNames(shoppers: readonly ShopperKey[], now: number): void {
    this.commit([], now);
    this.#checkpoint(now, () => {
      for (const shopper of shoppers) forgetName(this.#state, shopper, now);
    });
  }

  /** Changes what is stored, and makes a checkpoint of it: both or neither, and then it throws. */
  #checkpoint(now: number, change: () => void): void {
    try {
      this.#storage.transactionSync(() => {
        change();
        this.#tail = checkpoint(this.#state, { now, retentionMs: this.#retentionMs });
      });
    } catch (error) {
      ({ state: this.#state, tail: this.#tail } = loadShard(this.#sql));
      throw error;
    }
  }

  /** Counts everything anew that follows from records and log: all of it, or nothing and it throws. */
  recount(options: RecountOptions): void {
    this.#retentionMs = options.retentionMs;
    try {
      this.commit([], options.now);
      this.#storage.transactionSync(() => {
        checkpoint(this.#state, options);
        recount(this.#state, options);
        tidyEvents(this.#state, options);
      });
    } finally {
      ({ state: this.#state, tail: this.#tail } = loadShard(this.#sql));
    }
  }

  #write(arrivals: readonly Arrival[], now: number): void {
    const { directory } = this.#state;
    const lines: string[] = [];
    for (const arrival of arrivals) {
      if ("delta" in arrival) {
        const { delta } = arrival;
        this.#createFor(delta.shards);
        if (!isNext(delta, directory.rows.get(delta.shopper), directory.retired)) continue;
        applyDelta(this.#state, delta, now);
      } else if ("order" in arrival) {
        this.#createFor(arrival.order.shards);
        applyOrder(this.#state, arrival.order);
      } else if ("session" in arrival) {
        this.#createFor(arrival.session.shards);
        applySession(this.#state, arrival.session, now);
      } else {
        this.#createFor(arrival.silence.shards);
        applySilence(this.#state, arrival.silence);
      }
      lines.push(lineOfEntry({ ...arrival, at: now }));
    }
    this.#tail = appendLog(this.#sql, this.#tail, lines);
    for (const line of lines) directory.unsettledChars += line.length;
    if (!isCheckpointDue(directory)) return;
    this.#tail = checkpoint(this.#state, { now, retentionMs: this.#retentionMs });
  }

  #createFor(shards: number): void {
    const { directory } = this.#state;
    if (directory.shards !== null) return;
    directory.shards = shards;
    writeShardRow(this.#sql, directory);
  }
}
