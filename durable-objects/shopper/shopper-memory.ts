import type { ShopperKey } from "../../engine/event.ts";
import { commitState } from "./commit-state.ts";
import { newState } from "./new-state.ts";
import type { ShopperState } from "./shopper-state.ts";
import type { StateStore } from "./state-store.ts";

/** A shopper's state in memory, never ahead of what is stored. */
export class ShopperMemory {
  readonly #storage: DurableObjectStorage;
  readonly #store: StateStore;
  #state: ShopperState | null;

  constructor(storage: DurableObjectStorage, store: StateStore) {
    this.#storage = storage;
    this.#store = store;
    this.#state = store.load();
  }

  /** Null for a shopper of whom nothing is known. */
  get state(): ShopperState | null {
    return this.#state;
  }

  /** Changes the state, which there is from now on, in one transaction. When that fails, memory is as what is stored. */
  change<Result>(store: string, shopper: ShopperKey, change: (state: ShopperState) => Result): Result {
    try {
      return this.#storage.transactionSync(() => {
        this.#state ??= newState(store, shopper, crypto.randomUUID());
        return change(this.#state);
      });
    } catch (error) {
      this.#state = this.#store.load();
      throw error;
    }
  }

  /** The same, where nothing is to be decided about the change: all of it is saved. */
  rewrite<Result>(store: string, shopper: ShopperKey, change: (state: ShopperState) => Result): Result {
    return this.change(store, shopper, (state) => {
      const result = change(state);
      const all = { changedFrom: 0, wakeAt: null, now: Date.now(), arm: "early" as const };
      commitState(this.#storage, this.#store, state, all);
      return result;
    });
  }

  /** The same as {@link change}, for a shopper of whom something is known; nothing for another. */
  changeKnown(change: (state: ShopperState) => void): void {
    if (this.#state !== null) this.change(this.#state.store, this.#state.shopper, change);
  }

  /** Forgets everything, the alarm too. Answers the other keys of the shopper that was. */
  clear(): ShopperKey[] {
    const others = this.#store.clear(this.#storage, this.#state);
    this.#state = null;
    return others;
  }

  /** Forgets everything, as if the shopper had never been. */
  async forget(): Promise<void> {
    this.#state = null;
    await this.#store.forget(this.#storage);
  }

  /** Forgets everything but that the shopper was erased, and when. */
  async bury(erasedAt: number): Promise<void> {
    await this.#store.bury(this.#storage, erasedAt);
    this.#state = null;
  }
}
