import { storageCounters } from "../storage/storage-counters.ts";
import { DeliveryQueue } from "./delivery-queue.ts";
import { highestSeq } from "./delivery-log.ts";
import { readEndpoint, writeEndpoint, type EndpointState } from "./endpoint-state.ts";

/** What of a Durable Object's storage an endpoint uses. */
export type Storage = Pick<DurableObjectStorage, "transactionSync" | "setAlarm">;

/**
 * Everything an endpoint keeps, with what is held of it in memory: read once when the object wakes, changed together
 * with SQL, inside a transaction. If one fails, the two differ: `onBroken` must then end the object.
 */
export class EndpointStorage {
  readonly sql: SqlStorage;
  readonly queue: DeliveryQueue;
  readonly #storage: Storage;
  readonly #onBroken: (error: unknown) => void;
  #endpoint: EndpointState | null;
  #nextSeq: number;
  /** When the alarm rings; null when that is not known. */
  #armedAt: number | null = null;

  constructor(storage: Storage, sql: SqlStorage, onBroken: (error: unknown) => void) {
    this.sql = sql;
    this.#storage = storage;
    this.#onBroken = onBroken;
    this.queue = new DeliveryQueue(sql);
    this.#endpoint = readEndpoint(sql);
    this.#nextSeq = highestSeq(sql) + 1;
  }

  /** Null before it is configured. */
  get endpoint(): EndpointState | null {
    return this.#endpoint;
  }

  takeSeq(): number {
    this.#nextSeq += 1;
    return this.#nextSeq - 1;
  }

  transaction(change: () => void): void {
    try {
      this.#storage.transactionSync(change);
    } catch (error) {
      this.#onBroken(error);
      throw error;
    }
  }

  saveEndpoint(state: EndpointState): void {
    writeEndpoint(this.sql, state);
    this.#endpoint = state;
  }

  /** Lets everything go from memory; what is stored must be deleted by the caller. */
  forget(): void {
    this.queue.forget();
    this.#endpoint = null;
    this.#armedAt = null;
  }

  /** Makes sure that the alarm rings at `at` or earlier. An earlier one stays: it looks again when it rings. */
  armBy(at: number): void {
    if (this.#armedAt !== null && this.#armedAt <= at) return;
    this.armAt(at);
  }

  /** Sets the alarm to `at`, whatever it was. */
  armAt(at: number): void {
    this.#armedAt = at;
    void this.#storage.setAlarm(at);
    storageCounters.addRowsWritten("WebhookEndpoint", 1);
  }

  /** The alarm has rung: none is set any more. */
  disarmed(): void {
    this.#armedAt = null;
  }
}
