import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import type { AbandonedCartsQuery, AbandonedCartsResult } from "./abandoned-carts-query.ts";
import { abandonedCarts } from "./abandoned-carts.ts";
import { DirectoryStore } from "./directory-store.ts";
import { GroupCommit } from "./group-commit.ts";
import { METRICS_MIGRATIONS } from "./metrics-migrations.ts";
import type { ShopperDelta } from "./shopper-delta.ts";

/** How long deltas wait for others to be committed with. Nobody waits for it: they travel after the answer. */
const GROUP_COMMIT_MS = 20;

/** One of a store's shards, by hash of the shopper (`shardOf`): what is known of its shoppers together. */
export class MetricsShard extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  readonly #store: DirectoryStore;
  readonly #commits: GroupCommit<ShopperDelta>;
  /** The shard count that it was created with; null before the first delta. */
  #shards: number | null;

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = countSql("MetricsShard", ctx.storage.sql);
    migrate(this.#sql, METRICS_MIGRATIONS);
    this.#store = new DirectoryStore(ctx.storage, this.#sql);
    this.#shards = this.#store.directory.shards;
    this.#commits = new GroupCommit(GROUP_COMMIT_MS, (deltas) => this.#store.commit(deltas, Date.now()));
  }

  /**
   * Applies a shopper's change once and answers when it is durable; a repeat, and one that a newer has overtaken,
   * changes nothing. Throws when the store's shard count is not the one that this shard was created with.
   */
  async apply(delta: ShopperDelta): Promise<void> {
    this.#shards ??= delta.shards;
    if (delta.shards !== this.#shards) throw new Error(`shard_count: this shard is one of ${this.#shards}`);
    await this.#commits.add(delta);
  }

  /** The carts of this shard's shoppers that have been idle for a while: see {@link AbandonedCartsQuery}. */
  async abandonedCarts(query: AbandonedCartsQuery): Promise<AbandonedCartsResult> {
    if (query.shards !== (this.#shards ?? query.shards)) return { ok: false, reason: "shard_count" };
    return { ok: true, rows: abandonedCarts(this.#sql, this.#store.directory, query) };
  }
}
