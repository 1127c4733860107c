import { DurableObject } from "cloudflare:workers";
import type { ShopperKey } from "../../engine/event.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { cachedStoreConfig } from "../store/cached-store-config.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { commitState } from "./commit-state.ts";
import { evaluate } from "./evaluate.ts";
import { HandOver } from "./hand-over.ts";
import { permitAttempt } from "./permit-attempt.ts";
import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";
import { SHOPPER_MIGRATIONS } from "./shopper-migrations.ts";
import type { ShopperState } from "./shopper-state.ts";
import { shopperView } from "./shopper-view.ts";
import { StateStore, newState } from "./state-store.ts";
import { takeEvents } from "./take-events.ts";

/** After a store that could not be read, the alarm tries again. */
const CONFIG_RETRY_MS = 5_000;

/** One shopper of one store: events, cart, ledger, and the alarm that makes abandonment an outcome. */
export class Shopper extends DurableObject<Env> {
  readonly #store: StateStore;
  readonly #handOver: HandOver;
  #state: ShopperState | null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = countSql("Shopper", ctx.storage.sql);
    migrate(sql, SHOPPER_MIGRATIONS);
    this.#store = new StateStore(sql);
    this.#state = this.#store.load();
    this.#handOver = new HandOver(env, {
      state: () => this.#state,
      handedOver: (config) => this.#decide(config, true),
    });
  }

  /** Stores a share of a batch and decides; what it answers is durable. Shipping follows after the answer. */
  async ingest(batch: ShopperBatch): Promise<ShopperBatchResult> {
    const now = Date.now();
    const results = this.#change(batch.store, batch.shopper, (state) => {
      const taken = takeEvents(state, batch.events, batch.config, now);
      if (taken.changedFrom === Infinity) return taken.results;
      const { wakeAt } = evaluate(state, batch.config, now);
      commitState(this.ctx.storage, this.#store, state, { changedFrom: taken.changedFrom, wakeAt, now, rearm: false });
      return taken.results;
    });
    this.ctx.waitUntil(this.#handOver.run(batch.config));
    return { results };
  }

  /** State and timers; null for a shopper of whom nothing is known. */
  async view(config: ShopperConfig): Promise<ShopperView | null> {
    return this.#state === null ? null : shopperView(this.#state, config, Date.now());
  }

  /** Whether an endpoint may try to deliver an outcome now. A first yes to an alert is noted before it is said. */
  async permitAttempt(outcomeId: string, endpointId: string): Promise<boolean> {
    if (this.#state === null) return false;
    const { store, shopper } = this.#state;
    return this.#change(store, shopper, (state) => {
      const { permitted, changed } = permitAttempt(state, outcomeId, endpointId);
      if (changed) this.#store.save(state, Infinity);
      return permitted;
    });
  }

  override async alarm(): Promise<void> {
    if (this.#state === null) return;
    this.#state.alarmAt = null;
    const config = await cachedStoreConfig(this.env, this.#state.store, Date.now()).catch(() => null);
    if (config === null) {
      await this.ctx.storage.setAlarm(Date.now() + CONFIG_RETRY_MS);
      return;
    }
    this.#decide(config, false);
    await this.#handOver.run(config);
  }

  /** Decides as of now. `rearm` moves the alarm also to a later time. */
  #decide(config: ShopperConfig, rearm: boolean): void {
    if (this.#state === null) return;
    const now = Date.now();
    this.#change(this.#state.store, this.#state.shopper, (state) => {
      const { wakeAt } = evaluate(state, config, now);
      commitState(this.ctx.storage, this.#store, state, { changedFrom: Infinity, wakeAt, now, rearm });
    });
  }

  /** Changes the state in one transaction. When that fails, memory goes back to what is stored. */
  #change<Result>(store: string, shopper: ShopperKey, change: (state: ShopperState) => Result): Result {
    try {
      return this.ctx.storage.transactionSync(() => {
        this.#state ??= newState(store, shopper, crypto.randomUUID());
        return change(this.#state);
      });
    } catch (error) {
      this.#state = this.#store.load();
      throw error;
    }
  }
}
