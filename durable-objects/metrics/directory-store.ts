import { checkpoint, isCheckpointDue } from "./checkpoint.ts";
import { appendLog, type LogTail } from "./delta-log.ts";
import { type Directory, takeRecord } from "./directory.ts";
import { isNews } from "./is-news.ts";
import { loadDirectory } from "./load-directory.ts";
import { writeShardRow } from "./shard-row.ts";
import type { ShopperDelta } from "./shopper-delta.ts";
import { recordOf } from "./stored-record.ts";

/** The part of an object's storage that a transaction needs. */
type Transactions = Pick<DurableObjectStorage, "transactionSync">;

/**
 * A shard's directory of shoppers: in memory to be asked, in storage to survive.
 *
 * Rows written are the bill. A commit of any number of deltas appends to one row of a log; when 2,048 shoppers have
 * changed, a checkpoint writes them to pages of 32 and empties the log. Rows per delta, measured by
 * test/durable-objects/metrics/rows-written.test.ts, one delta a commit / ten a commit:
 *
 * - this: 1.03 / 0.14 (shoppers who return), 1.04 / 0.15 (each comes once and is erased), 1.26 / 0.37 (20,000 shoppers
 *   of one shard changing in an order that has nothing to do with their pages)
 * - a row per shopper with partial indexes by activity and by value: 3 / 3, 2.67 / 2.67
 * - a row per shopper without an index: 1 / 1, 1 / 1
 *
 * Memory: 0.25 KB per shopper (measured: 223 bytes) and some 2 MB of changes since the checkpoint, so 128 MB hold about
 * 400,000 shoppers of one shard. With 62,500 (a million of a store of 16) the start takes a third of a second, a query
 * 15 ms, and the longest commit, one with a checkpoint over all pages, 130 ms.
 */
export class DirectoryStore {
  readonly #storage: Transactions;
  readonly #sql: SqlStorage;
  #directory: Directory;
  #tail: LogTail;

  /** Reads everything that is stored; the schema must be up to date. */
  constructor(storage: Transactions, sql: SqlStorage) {
    this.#storage = storage;
    this.#sql = sql;
    ({ directory: this.#directory, tail: this.#tail } = loadDirectory(sql));
  }

  /** The directory as it stands after the last commit. Do not change it. */
  get directory(): Directory {
    return this.#directory;
  }

  /**
   * Applies deltas in their order, each of them once; what is no news changes nothing. All of them are stored, or none
   * and it throws. The first delta of all says for which number of shards this one was created.
   */
  commit(deltas: readonly ShopperDelta[], now: number): void {
    try {
      this.#storage.transactionSync(() => this.#write(deltas, now));
    } catch (error) {
      ({ directory: this.#directory, tail: this.#tail } = loadDirectory(this.#sql));
      throw error;
    }
  }

  #write(deltas: readonly ShopperDelta[], now: number): void {
    const directory = this.#directory;
    const lines: string[] = [];
    for (const delta of deltas) {
      if (directory.shards === null) {
        directory.shards = delta.shards;
        writeShardRow(this.#sql, directory);
      }
      if (!isNews(delta, directory.rows.get(delta.shopper), directory.retired)) continue;
      lines.push(takeRecord(directory, recordOf(delta, now)));
    }
    this.#tail = appendLog(this.#sql, this.#tail, lines);
    if (isCheckpointDue(directory)) this.#tail = checkpoint(this.#sql, directory, now);
  }
}
