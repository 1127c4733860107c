import type { ShopperKey } from "../../engine/event.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreConfig } from "../store/store-config.ts";

const DAY_MS = 86_400_000;
/** After a store that could not be read. */
const RETRY_MS = 300_000;
/** After a run that left some over. */
const NEXT_MS = 1_000;
/** Visitors that are let go in one run, and at the same time. */
const MOST = 256;
const AT_ONCE = 16;

/** What retention needs of its shard. */
export interface RetentionHost {
  getAlarm(): Promise<number | null>;
  setAlarm(at: number): Promise<void>;
  /** Null for a store that does not exist; rejects when it cannot be reached. */
  config(now: number): Promise<StoreConfig | null>;
  /** Takes out of the event log what is older. */
  keepEvents(forMs: number, now: number): void;
  /** Visitors of one view who were not seen since. */
  oneViewVisitors(before: number, most: number): ShopperKey[];
  /** Asks a visitor's object to forget everything; true when nothing is there any more. */
  retire(shopper: ShopperKey, config: StoreConfig): Promise<boolean>;
  /** Takes the names off the records of those who are gone. */
  forgetNames(shoppers: readonly ShopperKey[], now: number): void;
}

/**
 * Lets go, once a day, of what a shard's store keeps no longer: old events, and visitors of one view. An idle visitor
 * has no alarm of its own for that.
 */
export class Retention {
  readonly #host: RetentionHost;
  /** In memory: that there is an alarm. */
  #isArmed = false;
  /** Who has more than the directory knows of; asked again after a restart. */
  readonly #kept = new Set<ShopperKey>();

  constructor(host: RetentionHost) {
    this.#host = host;
  }

  /** Sees to it that there is an alarm; free when there is. */
  async arm(now: number): Promise<void> {
    if (this.#isArmed) return;
    this.#isArmed = true;
    if ((await this.#host.getAlarm()) === null) await this.#setAlarm(now + DAY_MS);
  }

  /** What the alarm does. Never rejects; arms the next one. */
  async run(now: number): Promise<void> {
    let next = now + DAY_MS;
    try {
      const config = await this.#host.config(now);
      if (config !== null && (await this.#letGo(config, now))) next = now + NEXT_MS;
    } catch (error) {
      console.error("retention: failed; the alarm tries again", String(error));
      next = now + RETRY_MS;
    }
    await this.#setAlarm(next);
  }

  /** True when there may be more to let go. */
  async #letGo(config: StoreConfig, now: number): Promise<boolean> {
    const { events, one_view } = config.settings.retention_days;
    this.#host.keepEvents(events * DAY_MS, now);
    const found = this.#host.oneViewVisitors(now - one_view * DAY_MS, MOST + this.#kept.size);
    const due = found.filter((shopper) => !this.#kept.has(shopper)).slice(0, MOST);
    const gone: ShopperKey[] = [];
    for (let from = 0; from < due.length; from += AT_ONCE) {
      const asked = due.slice(from, from + AT_ONCE);
      const answers = await Promise.all(asked.map((shopper) => this.#host.retire(shopper, config)));
      for (const [index, shopper] of asked.entries()) {
        if (answers[index] === true) gone.push(shopper);
        else this.#kept.add(shopper);
      }
    }
    if (gone.length > 0) this.#host.forgetNames(gone, now);
    return due.length === MOST;
  }

  async #setAlarm(at: number): Promise<void> {
    storageCounters.addRowsWritten("MetricsShard", 1);
    await this.#host.setAlarm(at);
  }
}
