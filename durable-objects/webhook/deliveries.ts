import { paceOf } from "../../engine/webhook/endpoint-health.ts";
import { verdictOf } from "../../engine/webhook/verdict.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { attempt, type Outside } from "./attempt.ts";
import type { QueueEntry } from "./delivery-queue.ts";
import type { EndpointState } from "./endpoint-state.ts";
import type { EndpointStorage } from "./endpoint-storage.ts";
import { webhookCounters } from "./webhook-counters.ts";
import { settle, settleCancelled, settleUnasked } from "./settle.ts";

/** What deliveries need beside the storage. */
export interface DeliveryContext extends Outside {
  /** `Shopper.permitAttempt` of the message's shopper: false when the message no longer stands. */
  permit: (endpoint: EndpointState, shopper: ShopperKey, outcomeId: string) => Promise<boolean>;
  /** In [0, 1). */
  random: () => number;
  /** See `WebhookTiming`. */
  waitScale: number;
}

/** For how long deliveries that went well are gathered before they are written down. */
const WRITE_TOGETHER_MS = 20;

/**
 * Delivers what is due: up to six at once, one per shopper, the longest overdue first. What is in flight is known in
 * memory alone, and so is for a moment what was delivered: if the runtime dies, the message is still due and is
 * attempted again under the same id.
 */
export class Deliveries {
  readonly #storage: EndpointStorage;
  readonly #context: DeliveryContext;
  readonly #inFlight = new Map<QueueEntry, Promise<void>>();
  /** What was delivered and is not written down yet, with how it is. */
  readonly #delivered = new Map<QueueEntry, () => void>();
  #writing: Promise<void> | null = null;
  /** Due messages found by the last look, the next to go at the end. */
  #ready: QueueEntry[] = [];

  constructor(storage: EndpointStorage, context: DeliveryContext) {
    this.#storage = storage;
    this.#context = context;
  }

  /** How many messages are in flight. */
  get inFlight(): number {
    return this.#inFlight.size;
  }

  /** Also while it is not written down that it was delivered. */
  isInFlight(entry: QueueEntry): boolean {
    return this.#inFlight.has(entry) || this.#delivered.has(entry);
  }

  /** Starts as many deliveries as may go out now; each one that ends starts the next. Returns at once. */
  start(): void {
    for (let entry = this.#take(); entry !== null; entry = this.#take()) this.#run(entry, true);
  }

  /**
   * Asks whether the first message of a shopper's line still stands, if it waits for its next attempt: a correction
   * behind an alert that was bought away need not wait for hours.
   */
  recheck(shopper: ShopperKey): void {
    const head = this.#storage.queue.lineOf(shopper)[0];
    if (head === undefined || head.attempts === 0 || this.isInFlight(head)) return;
    this.#run(head, false);
  }

  /** Resolves when nothing is in flight any more, and everything written. Never rejects. */
  async idle(): Promise<void> {
    while (this.#inFlight.size > 0 || this.#writing !== null) {
      await Promise.all([...this.#inFlight.values(), this.#writing]);
    }
  }

  #run(entry: QueueEntry, send: boolean): void {
    this.#inFlight.set(entry, this.#runToEnd(entry, send));
  }

  async #runToEnd(entry: QueueEntry, send: boolean): Promise<void> {
    try {
      await this.#deliver(entry, send);
    } catch (error) {
      // Only storage fails here, and that ends the object. The message stays due; the alarm comes back to it.
      console.error("webhook_delivery_failed", error);
      return;
    } finally {
      this.#inFlight.delete(entry);
    }
    this.start();
  }

  #take(): QueueEntry | null {
    const { endpoint, queue } = this.#storage;
    const now = this.#context.clock();
    if (endpoint === null || endpoint.disabledReason !== null || (endpoint.pausedUntil ?? 0) > now) return null;
    if (this.#inFlight.size >= paceOf(endpoint.health).inFlight) return null;
    const isDue = (entry: QueueEntry): boolean => entry.nextAt <= now && !this.isInFlight(entry) && this.#holds(entry);
    for (let next = this.#ready.pop(); next !== undefined; next = this.#ready.pop()) if (isDue(next)) return next;
    this.#ready = queue
      .heads()
      .filter(isDue)
      .toSorted((a, b) => b.nextAt - a.nextAt || b.seq - a.seq);
    return this.#ready.pop() ?? null;
  }

  /** One message: asked for, then sent if `send`. In between it may be erased, and the endpoint changed. */
  async #deliver(entry: QueueEntry, send: boolean): Promise<void> {
    const { endpoint } = this.#storage;
    if (endpoint === null) return;
    const { clock, random, waitScale } = this.#context;
    const permitted = await this.#ask(endpoint, entry);
    if (!this.#holds(entry) || this.#storage.endpoint?.disabledReason !== null) return;
    const moment = () => ({ now: clock(), random: random(), waitScale });
    if (permitted === false) return settleCancelled(this.#storage, entry, moment());
    if (!send) return;
    if (permitted === null) return settleUnasked(this.#storage, entry, moment());
    const message = this.#storage.queue.read(entry);
    if (message === null) return;
    const result = await attempt(message, this.#storage.endpoint, this.#context);
    webhookCounters.attempted(result.record);
    if (!this.#holds(entry)) return;
    const then = moment();
    const write = () => settle(this.#storage, { entry, message }, result, then);
    if (verdictOf(result.record.status) !== "delivered") return write();
    this.#delivered.set(entry, write);
    this.#writing ??= this.#writeTogether();
  }

  /** Writes down what was delivered within a moment in one transaction: many deliveries a second end well. */
  async #writeTogether(): Promise<void> {
    await scheduler.wait(WRITE_TOGETHER_MS);
    this.#writing = null;
    const written = [...this.#delivered];
    this.#delivered.clear();
    try {
      this.#storage.transaction(() => {
        for (const [entry, write] of written) if (this.#holds(entry)) write();
      });
    } catch (error) {
      // That ends the object. The messages are delivered again, under the same ids.
      console.error("webhook_deliveries_not_written", error);
      return;
    }
    this.start();
  }

  /** Null when the shopper could not be asked. */
  async #ask(endpoint: EndpointState, entry: QueueEntry): Promise<boolean | null> {
    try {
      return await this.#context.permit(endpoint, entry.shopper, entry.id);
    } catch {
      return null;
    }
  }

  #holds(entry: QueueEntry): boolean {
    return this.#storage.queue.find(entry.id) === entry;
  }
}
