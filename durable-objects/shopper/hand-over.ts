import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { deliverOutbox } from "./deliver-outbox.ts";
import { acknowledge } from "./pending-delta.ts";
import { shopperCounters } from "./shopper-counters.ts";
import { applyAll, ownShard, shipClaims, shipmentOf } from "./ship-delta.ts";
import { shipTogether, turnToShip } from "./ship-together.ts";
import type { ShopperState } from "./shopper-state.ts";

/** A shopper ships its differences at most this often. */
const SHIP_EVERY_MS = 1000;
const DAY_MS = 86_400_000;

/**
 * How long a handed over outcome may still stand in the stored outbox: usually the endpoint asks for its first attempt
 * within this time, and the row that notes the attempt says both.
 */
const SAVE_OUTBOX_AFTER_MS = 500;

/** What handing over needs of its shopper object. */
export interface HandOverHost {
  state(): ShopperState | null;
  /** How many outcomes stand in the outbox as it is stored. */
  storedOutbox(): number;
  /** Settles when everything written so far is durable. */
  durable(): Promise<void>;
  /**
   * Called when outcomes were handed over, or could not be: the state must be saved. With `rung` when the alarm has
   * shipped what was pending: it must be armed for whatever comes next, if anything does.
   */
  handedOver(config: ShopperConfig, arm?: "rung"): void;
}

/**
 * Hands outcomes to endpoints and differences to the shard, after the answer. One run at a time for each of the two; a
 * call while one runs is taken care of by that run. Never rejects: what fails is tried again by the alarm.
 */
export class HandOver {
  readonly #env: Env;
  readonly #host: HandOverHost;
  #delivering = false;
  #shipping = false;
  #lastShippedAt = 0;
  #settles = false;

  constructor(env: Env, host: HandOverHost) {
    this.#env = env;
    this.#host = host;
  }

  /**
   * Hands over whatever there is. It `settles` after history, which comes for very many at once: what was shipped leaves
   * the stored state at once, and the alarm that was the net of it is not left to ring in vain for each of them.
   */
  async run(config: ShopperConfig, { settles = false } = {}): Promise<void> {
    this.#settles ||= settles && this.#hasPending;
    const isAwake = this.#delivering || this.#shipping;
    const startedAt = Date.now();
    await Promise.all([this.#deliver(config), this.#ship(config)]);
    if (!isAwake) storageCounters.addActive("Shopper", Date.now() - startedAt);
  }

  /**
   * The same for a ringing alarm, which has been the net of all of it. Where another run is still busy, or what was
   * handed over still stands in the stored outbox, another alarm is armed before this one ends.
   */
  async runOnAlarm(config: ShopperConfig): Promise<void> {
    const hadOutcomes = this.#hasOutcomes;
    const hadPending = this.#hasPending;
    await this.run(config);
    const state = this.#host.state();
    if (state === null || state.alarmAt !== null) return;
    if (hadOutcomes || state.pending.length > 0) this.#host.handedOver(config);
    else if (hadPending) this.#host.handedOver(config, "rung");
    // While it was shipping, something may have become due.
    if (!hadOutcomes && this.#hasOutcomes) await this.run(config);
  }

  /** Also while outcomes stand in the stored outbox alone: an endpoint that asks for one has it. */
  get #hasOutcomes(): boolean {
    return (this.#host.state()?.outbox.length ?? 0) > 0 || this.#host.storedOutbox() > 0;
  }

  get #hasPending(): boolean {
    return (this.#host.state()?.pending.length ?? 0) > 0;
  }

  async #deliver(config: ShopperConfig): Promise<void> {
    if (this.#delivering) return;
    this.#delivering = true;
    try {
      for (let state = this.#host.state(); state !== null && state.outbox.length > 0; state = this.#host.state()) {
        const done = new Set(await deliverOutbox(this.#env, state, () => this.#host.durable()));
        state.outboxFailures = done.size === 0 ? state.outboxFailures + 1 : 0;
        state.outbox = state.outbox.filter((entry) => !done.has(entry));
        if (done.size === 0) {
          this.#host.handedOver(config);
          break;
        }
        await scheduler.wait(SAVE_OUTBOX_AFTER_MS);
        const present = this.#host.state()?.outbox.length ?? 0;
        if (present === 0 && this.#hasOutcomes) this.#host.handedOver(config);
      }
    } catch (error) {
      console.error("outbox: handing over failed; the alarm tries again", String(error));
    } finally {
      this.#delivering = false;
    }
  }

  async #shipOnce(config: ShopperConfig): Promise<void> {
    const state = this.#host.state();
    const shipment = state === null ? null : shipmentOf(state, config.shards);
    if (state === null || shipment === null) return;
    const { incarnation } = state;
    state.sentSequence = Math.max(state.sentSequence, shipment.deltas.at(-1)?.sequence ?? 0);
    this.#lastShippedAt = Date.now();
    await shipClaims(this.#env, state, shipment);
    await this.#host.durable();
    const shard = ownShard(state, config.shards);
    const sendAll = applyAll(this.#env, shard, config.settings.retention_days.events * DAY_MS);
    const applied = await shipTogether(shard, shipment.deltas, sendAll);
    shopperCounters.shipped(Date.now() - shipment.recordedAt);
    const present = this.#host.state();
    if (present !== null) acknowledge(present, incarnation, applied);
    const first = shipment.deltas[0]?.sequence ?? 1;
    if (applied < first) throw new Error(`the shard has number ${applied} and was sent ${first}`);
  }

  /** Sees to it that the alarm is armed for what a shard did not take. */
  #shipLater(config: ShopperConfig): void {
    const state = this.#host.state();
    if (state === null || state.mustShip) return;
    state.mustShip = true;
    try {
      this.#host.handedOver(config);
    } catch (error) {
      console.error("metrics: the alarm could not be armed", String(error));
    }
  }

  async #ship(config: ShopperConfig): Promise<void> {
    if (this.#shipping) return;
    this.#shipping = true;
    try {
      for (let state = this.#host.state(); state !== null; state = this.#host.state()) {
        if (state.pending.length === 0) {
          if (!this.#settles) break;
          this.#settles = false;
          this.#host.handedOver(config);
          continue;
        }
        const wait = this.#lastShippedAt + SHIP_EVERY_MS - Date.now();
        if (wait > 0) await scheduler.wait(wait);
        await turnToShip(ownShard(state, config.shards));
        await this.#shipOnce(config);
      }
    } catch (error) {
      console.error("metrics: a shard did not take a change; the alarm tries again", String(error));
      this.#shipLater(config);
    } finally {
      this.#shipping = false;
    }
  }
}
