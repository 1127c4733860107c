import { DurableObject } from "cloudflare:workers";
import type { ShopperKey } from "../../engine/event.ts";
import { laysClaim } from "../../engine/identity/binding.ts";
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
import { eraseShopper, mustErase, tryErasing } from "./erase-shopper.ts";
import { evaluate } from "./evaluate.ts";
import { explainShopper } from "./explain-shopper.ts";
import { HandOver } from "./hand-over.ts";
import { loseKey, toldLoser } from "./lose-key.ts";
import { type LedgerHistory, ledgerHistory } from "./ledger-history.ts";
import { noteAttempt } from "./note-attempt.ts";
import { refuseErased } from "./refuse-erased.ts";
import { type Release, forgetBelongings, release } from "./release.ts";
import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";
import { restoreCart } from "./restore-cart.ts";
import { retire } from "./retire.ts";
import { type RestoreLinkRequest, type RestoreLinkResult, storeRestoreLink } from "./restore-link.ts";
import { SHOPPER_MIGRATIONS } from "./shopper-migrations.ts";
import { homeOf, shopperAt } from "./shopper-at.ts";
import { ShopperMemory } from "./shopper-memory.ts";
import type { ShopperState } from "./shopper-state.ts";
import { type TimelinePage, type TimelinePosition, shopperTimeline } from "./shopper-timeline.ts";
import { shopperView } from "./shopper-view.ts";
import { StateStore } from "./state-store.ts";
import { takeBatch } from "./take-batch.ts";
import { takeOver } from "./take-over.ts";
import { Unite } from "./unite.ts";
import { CONFIG_RETRY_MS } from "./wanted-alarm.ts";

/** One shopper of one store: events, cart, ledger, and the alarm that makes abandonment an outcome. */
export class Shopper extends DurableObject<Env> {
  readonly #store: StateStore;
  readonly #memory: ShopperMemory;
  readonly #handOver: HandOver;
  readonly #unite: Unite;
  /** What the engine last said; null also before it was asked. */
  #wakeAt: number | null = null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    const sql = countSql("Shopper", ctx.storage.sql);
    migrate(sql, SHOPPER_MIGRATIONS);
    this.#store = new StateStore(sql);
    this.#memory = new ShopperMemory(ctx.storage, this.#store);
    const state = () => this.#memory.state;
    this.#handOver = new HandOver(env, {
      state,
      storedOutbox: () => this.#store.storedOutbox,
      durable: () => ctx.storage.sync(),
      handedOver: (config, arm) => this.#rearm(config, arm),
    });
    this.#unite = new Unite(env, {
      state,
      released: (from, past, config) => this.#takeOver(from, past, config),
      toldLoser: (loser) => this.#memory.changeKnown((known) => toldLoser(known, this.#store, loser)),
      tookOver: (config, by) => this.tookOver(config, by),
    });
  }

  /** Stores a share of a batch and decides; what it answers is durable. What comes for a moved id is its user's. */
  async ingest(batch: ShopperBatch): Promise<ShopperBatchResult> {
    const home = homeOf(this.env, batch.store, this.#memory.state);
    if (home !== null) return await home.object.ingest({ ...batch, shopper: home.shopper });
    const results = refuseErased(batch, this.#store.erasedAt, (share) => this.#take(share));
    await this.#unite.run(batch.config);
    this.ctx.waitUntil(this.#handOver.run(batch.config, { settles: batch.imported === true }));
    return { results };
  }

  /** Those of these message ids that are durable, of claims. */
  known(ids: string[]): Promise<string[]> {
    const here = ({ history }: ShopperState) => history.known(ids);
    return this.#ask<string[]>([], here, async (home) => home.known(ids));
  }

  /** State and timers; null for a shopper of whom nothing is known. */
  view(config: ShopperConfig): Promise<ShopperView | null> {
    const here = (state: ShopperState) => shopperView(state, config, Date.now());
    return this.#ask(null, here, async (home) => home.view(config));
  }

  /** Why an alert fired, waits or will not fire, rule by rule; null for a shopper of whom nothing is known. */
  explain(config: ShopperConfig): ExplainAnswer | null {
    return this.#memory.state === null ? null : explainShopper(this.#memory.state, config, Date.now());
  }

  /** What an export tells of this shopper besides its events; null for one of whom nothing is known here. */
  ledgerHistory(config: ShopperConfig): LedgerHistory | null {
    return this.#memory.state === null ? null : ledgerHistory(this.#memory.state, config, Date.now());
  }

  /** Events, outcomes and moves from a position on, oldest first; null for a shopper of whom nothing is known. */
  timeline(after: TimelinePosition | null, limit: number): Promise<TimelinePage | null> {
    const here = (state: ShopperState) => shopperTimeline(state, after, limit);
    return this.#ask(null, here, async (home) => home.timeline(after, limit));
  }

  /** Makes a link to the open cart of that id; durable when it answers. */
  makeRestoreLink(request: RestoreLinkRequest): Promise<RestoreLinkResult> {
    const save = (state: ShopperState) => this.#commit(state, request.config, {});
    const make = (state: ShopperState) => storeRestoreLink(state, request, Date.now(), save);
    const here = ({ store, shopper }: ShopperState) => this.#memory.change(store, shopper, make);
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
    const asked = { outcomeId, endpointId, wakeAt: this.#wakeAt, now: Date.now() };
    const permit = (state: ShopperState) => noteAttempt(this.ctx.storage, this.#store, state, asked);
    const here = ({ store, shopper }: ShopperState) => this.#memory.change(store, shopper, permit);
    return this.#ask(false, here, async (home) => home.permitAttempt(outcomeId, endpointId));
  }

  /** Hands everything to the user that this shopper turned out to be, unless several share the id. */
  async release({ store, shopper, to }: { store: string; shopper: ShopperKey; to: ShopperKey }): Promise<Release> {
    const drawn = { incarnation: crypto.randomUUID(), now: Date.now() };
    const answer = this.#memory.rewrite(store, shopper, (state) => release(state, to, drawn));
    await this.#unite.tellLosers();
    return answer;
  }

  /** Learns that a shared id is somebody else's now: coming with it again is a new claim. Durable when it answers. */
  async lose(store: string, key: ShopperKey): Promise<void> {
    const home = homeOf(this.env, store, this.#memory.state);
    if (home !== null) return await home.object.lose(store, key);
    this.#memory.changeKnown((state) => loseKey(state, this.#store, key));
  }

  /** Makes another key this shopper as well: the shop's own server says that they are one. Durable when it answers. */
  async adopt(batch: Pick<ShopperBatch, "store" | "shopper" | "config">, other: ShopperKey): Promise<void> {
    const home = homeOf(this.env, batch.store, this.#memory.state);
    if (home !== null) return await home.object.adopt({ ...batch, shopper: home.shopper }, other);
    if (other === batch.shopper) return;
    this.#memory.change(batch.store, batch.shopper, (state) => {
      if (laysClaim(state.bindings[other], { name: "identify" })) state.bindings[other] = "pending";
      this.#commit(state, batch.config, {});
    });
    await this.#unite.run(batch.config);
    this.ctx.waitUntil(this.#handOver.run(batch.config));
  }

  /** Erases the shopper everywhere; after a failure the alarm goes on. `by`: whose other key this is. False for nobody. */
  async erase(config: ShopperConfig, by: ShopperKey | null = null): Promise<boolean> {
    if (this.#memory.state === null) return this.#store.erasedAt !== undefined;
    return await eraseShopper(this.env, this.#memory, config, by);
  }

  /** Forgets a visitor of one view whose time is over; true when nothing is known of it (any more). */
  retire(config: ShopperConfig): Promise<boolean> {
    return retire(this.env, this.#memory, config, Date.now());
  }

  /** True when the past of another key is here. */
  hasTakenOver(from: ShopperKey): boolean {
    return this.#memory.state?.bindings[from] === "merged";
  }

  /** Says that the new home has everything: it is forgotten here, and the shard is told that this shopper is gone. */
  async tookOver(config: ShopperConfig, by: ShopperKey): Promise<void> {
    if (this.#memory.state === null || this.#memory.state.movedTo !== by || this.#memory.state.handedOver) return;
    this.#memory.rewrite(this.#memory.state.store, this.#memory.state.shopper, forgetBelongings);
    this.ctx.waitUntil(this.#handOver.run(config));
  }

  /** Forgets everything without a word to anybody, for development. Answers the other keys of this shopper. */
  clear(): ShopperKey[] {
    return this.#memory.clear();
  }

  override async alarm(): Promise<void> {
    storageCounters.addAlarm("Shopper");
    if (this.#memory.state === null) return await this.#store.unbury(this.ctx.storage, Date.now());
    this.#memory.state.alarmAt = null;
    const config = await cachedStoreConfig(this.env, this.#memory.state.store, Date.now()).catch(() => null);
    if (config === null) return await this.ctx.storage.setAlarm(Date.now() + CONFIG_RETRY_MS);
    const { state } = this.#memory;
    if (mustErase(state, config, Date.now())) return await tryErasing(this.erase(config, state.movedTo));
    this.#rearm(config, "ringing");
    await this.#unite.run(config);
    await this.#handOver.runOnAlarm(config);
  }

  /** Takes events in and decides, in one transaction. */
  #take(batch: ShopperBatch): ShopperBatchResult["results"] {
    const now = Date.now();
    return this.#memory.change(batch.store, batch.shopper, (state) => {
      const taken = takeBatch(state, batch, now, this.env.PUBLIC_URL);
      if (taken.changedFrom !== Infinity) this.#commit(state, batch.config, { now, changedFrom: taken.changedFrom });
      return taken.results;
    });
  }

  #takeOver(from: ShopperKey, past: Release, config: ShopperConfig): void {
    this.#memory.changeKnown((state) => {
      const now = Date.now();
      if (takeOver(state, from, past, { config, now })) this.#commit(state, config, { now, changedFrom: 0 });
    });
  }

  #rearm(config: ShopperConfig, arm: "anew" | "ringing" | "rung" = "anew"): void {
    this.#memory.changeKnown((state) => this.#commit(state, config, { arm }));
  }

  #commit(state: ShopperState, config: ShopperConfig, change: Partial<Parameters<typeof commitState>[3]>): void {
    const now = change.now ?? Date.now();
    const { wakeAt, decided } = evaluate(state, config, now, this.env.PUBLIC_URL);
    this.#wakeAt = wakeAt;
    const made = { now, wakeAt, unchanged: !decided };
    commitState(this.ctx.storage, this.#store, state, { changedFrom: Infinity, arm: "early", ...change, ...made });
  }

  /** Asks where this shopper's past is: here, or at the user whose it is. Of nothing known it is said at once. */
  async #ask<Answer>(
    nobody: Answer,
    here: (state: ShopperState) => Answer,
    there: (home: DurableObjectStub<Shopper>) => Promise<Answer>,
  ): Promise<Answer> {
    if (this.#memory.state === null) return nobody;
    const { store, movedTo } = this.#memory.state;
    return movedTo === null ? here(this.#memory.state) : await there(shopperAt(this.env, store, movedTo));
  }
}
