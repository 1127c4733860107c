import { DurableObject } from "cloudflare:workers";
import type { ShopperKey } from "../../engine/event.ts";
import type { Followed } from "../../engine/restore/follow-link.ts";
import type { ExplainAnswer } from "../../protocol/explain.ts";
import type { CloseCartAnswer } from "../../protocol/restore-link.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { cachedStoreConfig } from "../store/cached-store-config.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { type CloseCartRequest, planCloseCart } from "./close-cart.ts";
import { commitState } from "./commit-state.ts";
import { evaluate } from "./evaluate.ts";
import { explainShopper } from "./explain-shopper.ts";
import { HandOver } from "./hand-over.ts";
import { permitAttempt } from "./permit-attempt.ts";
import { type Release, forgetBelongings, release } from "./release.ts";
import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";
import { restoreCart } from "./restore-cart.ts";
import { type RestoreLinkRequest, type RestoreLinkResult, makeRestoreLink } from "./restore-link.ts";
import { SHOPPER_MIGRATIONS } from "./shopper-migrations.ts";
import type { ShopperState } from "./shopper-state.ts";
import { type TimelinePage, type TimelinePosition, shopperTimeline } from "./shopper-timeline.ts";
import { shopperView } from "./shopper-view.ts";
import { StateStore, newState } from "./state-store.ts";
import { takeBatch } from "./take-batch.ts";
import { takeOver } from "./take-over.ts";
import { Unite } from "./unite.ts";

/** After a store that could not be read, the alarm tries again. */
const CONFIG_RETRY_MS = 5_000;

/** One shopper of one store: events, cart, ledger, and the alarm that makes abandonment an outcome. */
export class Shopper extends DurableObject<Env> {
  readonly #store: StateStore;
  readonly #handOver: HandOver;
  readonly #unite: Unite;
  #state: ShopperState | null;
  /** What the engine last said; null also before it was asked. */
  #wakeAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = countSql("Shopper", ctx.storage.sql);
    migrate(sql, SHOPPER_MIGRATIONS);
    this.#store = new StateStore(sql);
    this.#state = this.#store.load();
    const state = () => this.#state;
    this.#handOver = new HandOver(env, {
      state,
      storedOutbox: () => this.#store.storedOutbox,
      handedOver: (config) => this.#decide(config, true),
    });
    this.#unite = new Unite(env, { state, released: (from, past, config) => this.#takeOver(from, past, config) });
  }

  /** Stores a share of a batch and decides; what it answers is durable. What comes for a moved id is its user's. */
  async ingest(batch: ShopperBatch): Promise<ShopperBatchResult> {
    const home = this.#home(batch.store);
    if (home !== null) return await home.object.ingest({ ...batch, shopper: home.shopper });
    const results = this.#take(batch);
    await this.#unite.run(batch.config);
    this.ctx.waitUntil(this.#handOver.run(batch.config));
    return { results };
  }

  /** State and timers; null for a shopper of whom nothing is known. */
  view(config: ShopperConfig): Promise<ShopperView | null> {
    const here = (state: ShopperState) => shopperView(state, config, Date.now());
    return this.#ask(null, here, async (home) => home.view(config));
  }

  /** Why an alert fired, waits or will not fire, rule by rule; null for a shopper of whom nothing is known. */
  explain(config: ShopperConfig): ExplainAnswer | null {
    return this.#state === null ? null : explainShopper(this.#state, config, Date.now());
  }

  /** Events, outcomes and moves from a position on, oldest first; null for a shopper of whom nothing is known. */
  timeline(after: TimelinePosition | null, limit: number): Promise<TimelinePage | null> {
    const here = (state: ShopperState) => shopperTimeline(state, after, limit);
    return this.#ask(null, here, async (home) => home.timeline(after, limit));
  }

  /** Makes a link to the open cart of that id; durable when it answers. */
  makeRestoreLink(request: RestoreLinkRequest): Promise<RestoreLinkResult> {
    const make = (state: ShopperState) => {
      const result = makeRestoreLink(state, request, Date.now());
      if (result.kind === "made") this.#store.save(state, Infinity);
      return result;
    };
    const here = ({ store, shopper }: ShopperState) => this.#change(store, shopper, make);
    return this.#ask({ kind: "unknown" }, here, async (home) => home.makeRestoreLink(request));
  }

  /** What a restore link leads to, by its token's hash. */
  restoreCart(hash: string, config: ShopperConfig): Promise<Followed> {
    const here = (state: ShopperState) => restoreCart(state, hash, config, Date.now());
    return this.#ask({ kind: "unknown" }, here, async (home) => home.restoreCart(hash, config));
  }

  /** Closes or mutes the cart of that id; durable when it answers. Null when the shopper has no such cart. */
  closeCart(request: CloseCartRequest): Promise<CloseCartAnswer | null> {
    const here = (state: ShopperState) => {
      const plan = planCloseCart(state, request, Date.now(), crypto.randomUUID());
      if (plan?.batch) this.#take(plan.batch);
      this.ctx.waitUntil(this.#handOver.run(request.config));
      return plan?.answer ?? null;
    };
    return this.#ask(null, here, async (home) => home.closeCart(request));
  }

  /** Whether an endpoint may try to deliver an outcome now. A first yes to an alert is noted before it is said. */
  permitAttempt(outcomeId: string, endpointId: string): Promise<boolean> {
    const permit = (state: ShopperState) => {
      const { permitted, changed } = permitAttempt(state, outcomeId, endpointId);
      if (changed) {
        const change = { changedFrom: Infinity, wakeAt: this.#wakeAt, now: Date.now(), rearm: this.#wakeAt !== null };
        commitState(this.ctx.storage, this.#store, state, change);
      }
      return permitted;
    };
    const here = ({ store, shopper }: ShopperState) => this.#change(store, shopper, permit);
    return this.#ask(false, here, async (home) => home.permitAttempt(outcomeId, endpointId));
  }

  /** Hands everything to the user that this shopper turned out to be, unless several share the id. */
  async release({ store, shopper, to }: { store: string; shopper: ShopperKey; to: ShopperKey }): Promise<Release> {
    return this.#change(store, shopper, (state) => {
      const answer = release(state, to, { incarnation: crypto.randomUUID(), now: Date.now() });
      this.#store.save(state, Infinity);
      if (state.movedTo !== null) void this.ctx.storage.deleteAlarm();
      return answer;
    });
  }

  /** Makes another key this shopper as well: the shop's own server says that they are one. Durable when it answers. */
  async adopt(batch: Pick<ShopperBatch, "store" | "shopper" | "config">, other: ShopperKey): Promise<void> {
    const home = this.#home(batch.store);
    if (home !== null) return await home.object.adopt({ ...batch, shopper: home.shopper }, other);
    if (other === batch.shopper) return;
    this.#change(batch.store, batch.shopper, (state) => {
      state.bindings[other] ??= "pending";
      this.#commit(state, batch.config, {});
    });
    await this.#unite.run(batch.config);
    this.ctx.waitUntil(this.#handOver.run(batch.config));
  }

  /** Says that the new home has everything: it is forgotten here, and the shard is told that this shopper is gone. */
  async tookOver(config: ShopperConfig, by: ShopperKey): Promise<void> {
    if (this.#state === null || this.#state.movedTo !== by || this.#state.handedOver) return;
    this.#change(this.#state.store, this.#state.shopper, (state) => {
      forgetBelongings(state);
      const change = { changedFrom: 0, wakeAt: null, now: Date.now(), rearm: false };
      commitState(this.ctx.storage, this.#store, state, change);
    });
    this.ctx.waitUntil(this.#handOver.run(config));
  }

  /** Forgets everything without a word to anybody, for development. Answers the other keys of this shopper. */
  clear(): ShopperKey[] {
    const others = this.#store.clear(this.ctx.storage, this.#state);
    this.#state = null;
    return others;
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
    await this.#unite.run(config);
    await this.#handOver.run(config);
  }

  /** Takes events in and decides, in one transaction. */
  #take(batch: ShopperBatch): ShopperBatchResult["results"] {
    const now = Date.now();
    return this.#change(batch.store, batch.shopper, (state) => {
      const taken = takeBatch(state, batch, now);
      if (taken.changedFrom !== Infinity) this.#commit(state, batch.config, { now, changedFrom: taken.changedFrom });
      return taken.results;
    });
  }

  /** Decides as of now. `rearm` moves the alarm also to a later time. */
  #decide(config: ShopperConfig, rearm: boolean): void {
    if (this.#state === null) return;
    this.#change(this.#state.store, this.#state.shopper, (state) => this.#commit(state, config, { rearm }));
  }

  #takeOver(from: ShopperKey, past: Release, config: ShopperConfig): void {
    if (this.#state === null) return;
    this.#change(this.#state.store, this.#state.shopper, (state) => {
      if (!takeOver(state, from, past, config)) return;
      if (state.bindings[from] === "merged") state.moves.push({ from, at: Date.now() });
      this.#commit(state, config, { changedFrom: 0 });
    });
  }

  #commit(state: ShopperState, config: ShopperConfig, change: Partial<Parameters<typeof commitState>[3]>): void {
    const now = change.now ?? Date.now();
    const wakeAt = state.movedTo === null ? evaluate(state, config, now, this.env.PUBLIC_URL).wakeAt : null;
    this.#wakeAt = wakeAt;
    commitState(this.ctx.storage, this.#store, state, { changedFrom: Infinity, rearm: false, ...change, now, wakeAt });
  }

  /** Where events for this shopper belong now; null for here. */
  #home(store: string): { object: DurableObjectStub<Shopper>; shopper: ShopperKey } | null {
    const shopper = this.#state?.movedTo ?? this.#state?.forwardTo ?? null;
    return shopper === null ? null : { object: this.#stub(store, shopper), shopper };
  }

  /** Asks where this shopper's past is: here, or at the user whose it is. Of nothing known it is said at once. */
  async #ask<Answer>(
    nobody: Answer,
    here: (state: ShopperState) => Answer,
    there: (home: DurableObjectStub<Shopper>) => Promise<Answer>,
  ): Promise<Answer> {
    if (this.#state === null) return nobody;
    const { store, movedTo } = this.#state;
    return movedTo === null ? here(this.#state) : await there(this.#stub(store, movedTo));
  }

  #stub(store: string, shopper: ShopperKey): DurableObjectStub<Shopper> {
    storageCounters.addRequest("Shopper");
    return this.env.SHOPPER.getByName(`${store}/${shopper}`);
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
