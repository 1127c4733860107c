import { DurableObject } from "cloudflare:workers";
import type { ShopperKey } from "../../engine/event.ts";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { AbandonedCartsQuery, AbandonedCartsResult } from "./abandoned-carts-query.ts";
import { abandonedCarts } from "./abandoned-carts.ts";
import { type CartName, findCart } from "./find-cart.ts";
import { GroupCommit } from "./group-commit.ts";
import type { Arrival } from "./log-entry.ts";
import { LiveWatch } from "./live-watch.ts";
import { liveWatchHost } from "./live-watch-host.ts";
import type { ItemsCache } from "./questions/items.ts";
import { type Question, type QuestionAnswer, answerQuestion } from "./questions/question.ts";
import { METRICS_MIGRATIONS } from "./metrics-migrations.ts";
import { oneViewVisitors } from "./one-view-visitors.ts";
import { readRecords } from "./read-records.ts";
import type { RecountOptions } from "./recount.ts";
import { Retention } from "./retention.ts";
import { retentionHost } from "./retention-host.ts";
import { ownerOfOrder } from "./shard-state.ts";
import { ShardStore } from "./shard-store.ts";
import type { DirectoryEntry, OrderChange, SessionChange, ShopperDelta, SilenceChange } from "./shopper-delta.ts";

/** How long deltas wait for others to be committed with. Nobody waits for it: they travel after the answer. */
const GROUP_COMMIT_MS = 20;

/** One of a store's shards, by hash of the shopper (`shardOf`): what is known of its shoppers together. */
export class MetricsShard extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  #store: ShardStore;
  #itemsCache: ItemsCache = { whole: new Map(), edge: new Map() };
  readonly #commits: GroupCommit<Arrival>;
  readonly #live: LiveWatch;
  readonly #retention: Retention;
  /** The shard count that it was created with; null before the first delta. */
  #shards: number | null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = countSql("MetricsShard", ctx.storage.sql);
    migrate(this.#sql, METRICS_MIGRATIONS);
    this.#store = new ShardStore(ctx.storage, this.#sql);
    this.#shards = this.#store.directory.shards;
    this.#live = new LiveWatch(liveWatchHost(ctx, env));
    this.#retention = new Retention({
      ...retentionHost(ctx, env),
      keepEvents: (forMs, now) => this.#store.keepEvents(forMs, now),
      oneViewVisitors: (before, most) => oneViewVisitors(this.#store.directory, before, most),
      forgetNames: (shoppers, now) => this.#store.forgetNames(shoppers, now),
    });
    this.#commits = new GroupCommit(GROUP_COMMIT_MS, (arrivals) => this.#store.commit(arrivals, Date.now()));
  }

  /**
   * Applies a shopper's changes, given in the order of their numbers: each once and none after a gap. Answers, when they
   * are durable, up to which number of their incarnation the shard is: from the next one on the shopper sends again.
   * Throws when the store's shard count is not the one that this shard was created with.
   */
  async apply(deltas: ShopperDelta[], retentionMs = Infinity): Promise<number> {
    const [first] = deltas;
    if (first === undefined) return 0;
    this.#checkShards(first.shards);
    this.#store.keepEventsFor(retentionMs);
    await Promise.all(deltas.map(async (delta) => this.#commits.add({ delta })));
    this.#live.note(deltas, Date.now());
    this.ctx.waitUntil(this.#retention.arm(Date.now()));
    return this.#store.applied(first);
  }

  /** The same for several shoppers at once; answers for each of them in turn. They are committed together. */
  async applyAll(shipments: ShopperDelta[][], retentionMs = Infinity): Promise<number[]> {
    return await Promise.all(shipments.map(async (deltas) => this.apply(deltas, retentionMs)));
  }

  /** Takes claims on orders; of two by the same shopper the one with the higher version counts. Durable when it answers. */
  async claim(changes: OrderChange[]): Promise<void> {
    for (const { shards } of changes) this.#checkShards(shards);
    await Promise.all(changes.map(async (order) => this.#commits.add({ order })));
  }

  /** The same for parts of sessions, in a store that drops sessions which internal users share. */
  async claimSessions(changes: SessionChange[]): Promise<void> {
    for (const { shards } of changes) this.#checkShards(shards);
    await Promise.all(changes.map(async (session) => this.#commits.add({ session })));
  }

  /** The same for whether the events of guests count whose users are excluded, or are not any more. */
  async silence(changes: SilenceChange[]): Promise<void> {
    for (const { shards } of changes) this.#checkShards(shards);
    await Promise.all(changes.map(async (silence) => this.#commits.add({ silence })));
  }

  /**
   * Takes a shopper's events out of the log and out of what is counted, and its name out of these orders. Durable when it
   * answers.
   */
  async eraseEvents(shopper: string, orders: string[] = []): Promise<void> {
    this.#store.eraseEvents(shopper, orders, Date.now());
  }

  /** Tells the store's dashboards what happens here until then, at most once a second. */
  async watch(until: number): Promise<void> {
    this.#live.watch(until);
  }

  /** Answers a question about the metrics of this shard. */
  async question(shards: number, question: Question): Promise<QuestionAnswer> {
    if (shards !== (this.#shards ?? shards)) return { ok: false, reason: "shard_count" };
    return { ok: true, answer: answerQuestion(this.#store.state, this.#itemsCache, question) };
  }

  /** The carts of this shard's shoppers that have been idle for a while: see {@link AbandonedCartsQuery}. */
  async abandonedCarts(query: AbandonedCartsQuery): Promise<AbandonedCartsResult> {
    if (query.shards !== (this.#shards ?? query.shards)) return { ok: false, reason: "shard_count" };
    return { ok: true, positions: abandonedCarts(this.#store.directory, query) };
  }

  /** What the directory holds of shoppers; those whom it does not know any more are left out. */
  async directoryEntries(shoppers: ShopperKey[]): Promise<{ shopper: ShopperKey; directory: DirectoryEntry }[]> {
    const records = readRecords(this.#sql, this.#store.directory, shoppers);
    return [...records].flatMap(([shopper, { directory }]) => (directory === null ? [] : [{ shopper, directory }]));
  }

  /** Which of this shard's shoppers has the open cart of that name; null for none. */
  findCart(name: CartName): ShopperKey | null {
    return findCart(this.#sql, this.#store.directory, name);
  }

  /** Who named an order of this shard, the one whose claim counts first; null when nobody did. */
  ownerOfOrder(order: string): ShopperKey | null {
    return ownerOfOrder(this.#store.state, order);
  }

  /** Everybody whom this shard knows. */
  shoppers(): ShopperKey[] {
    return [...this.#store.directory.rows.keys()];
  }

  /** Counts everything anew that follows from what it holds; questions see all of it or nothing. Durable when it answers. */
  recount(options: RecountOptions): void {
    this.#store.recount(options);
    this.#itemsCache = { whole: new Map(), edge: new Map() };
  }

  /** Forgets everything, for development. */
  async clear(): Promise<void> {
    await this.ctx.storage.deleteAll();
    migrate(this.#sql, METRICS_MIGRATIONS);
    this.#store = new ShardStore(this.ctx.storage, this.#sql);
    this.#itemsCache = { whole: new Map(), edge: new Map() };
    this.#shards = null;
  }

  /** Lets go of what is kept no longer. */
  override async alarm(): Promise<void> {
    storageCounters.addAlarm("MetricsShard");
    await this.#retention.run(Date.now());
  }

  #checkShards(shards: number): void {
    this.#shards ??= shards;
    if (shards !== this.#shards) throw new Error(`shard_count: this shard is one of ${this.#shards}`);
  }
}
