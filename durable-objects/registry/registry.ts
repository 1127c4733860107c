import { DurableObject } from "cloudflare:workers";
import type { Env } from "../env.ts";
import { countSql } from "../storage/count-sql.ts";
import { migrate } from "../storage/migrate.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreSeed } from "../store/store-seed.ts";
import type { RegisteredStore } from "./registered-store.ts";
import { REGISTRY_MIGRATIONS } from "./registry-migrations.ts";
import { closeStore, insertStore, readStores } from "./registry-rows.ts";

/** The stores that were created or closed through the API. There is one of it. Keys are the stores' own. */
export class Registry extends DurableObject<Env> {
  readonly #sql: SqlStorage;
  /** Names that are being created, so that two requests never make the keys of one store. */
  readonly #creating = new Set<string>();

  constructor(ctx: DurableObjectState, env: Env) {
    super(ctx, env);
    this.#sql = countSql("Registry", ctx.storage.sql);
    migrate(this.#sql, REGISTRY_MIGRATIONS);
  }

  /** All that are registered, the closed ones too, by name. */
  stores(): RegisteredStore[] {
    return readStores(this.#sql);
  }

  /**
   * Creates a store with its first keys; durable when it answers. False when there is, or was, one of that name. A store
   * that is half made by a failure exists for nobody, and may be created again.
   */
  async create(seed: StoreSeed, now: number): Promise<boolean> {
    const { store } = seed;
    if (this.#creating.has(store) || this.stores().some(({ name }) => name === store)) return false;
    this.#creating.add(store);
    try {
      storageCounters.addRequest("Store");
      if (!(await this.env.STORE.getByName(store).seed(seed, now))) return false;
      insertStore(this.#sql, store, now);
      return true;
    } finally {
      this.#creating.delete(store);
    }
  }

  /** Closes a store: its keys end, and nothing is sent any more. Doing it again changes nothing. */
  async close(store: string, now: number): Promise<void> {
    storageCounters.addRequest("Store");
    await this.env.STORE.getByName(store).close(now);
    closeStore(this.#sql, store, now);
  }
}
