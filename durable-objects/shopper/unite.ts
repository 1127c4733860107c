import type { ShopperKey } from "../../engine/event.ts";
import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { pendingBindings } from "./bindings.ts";
import type { Release } from "./release.ts";
import { shopperAt } from "./shopper-at.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What taking over needs of its shopper object. */
export interface UniteHost {
  state(): ShopperState | null;
  /** Called with what another key released: to be taken over in one transaction. */
  released(from: ShopperKey, release: Release, config: ShopperConfig): void;
  /** Called when a user has learnt that this id is not theirs any more. */
  toldLoser(loser: ShopperKey): void;
  /** Called when the new home has everything of this shopper. */
  tookOver(config: ShopperConfig, by: ShopperKey): Promise<void>;
}

/**
 * Asks the shopper's other keys for their past, and after a move the new home whether it has this one's; tells those
 * who have lost a shared id. Never rejects: what fails is tried again by the alarm.
 */
export class Unite {
  readonly #env: Env;
  readonly #host: UniteHost;
  #running = false;

  constructor(env: Env, host: UniteHost) {
    this.#env = env;
    this.#host = host;
  }

  /** Takes over the past of every key that is pending. One run at a time. */
  async run(config: ShopperConfig): Promise<void> {
    const state = this.#host.state();
    if (this.#running || state === null) return;
    this.#running = true;
    try {
      for (const from of pendingBindings(state)) await this.#takeOver(state, from, config);
      await this.#askHome(state, config);
      await this.tellLosers();
    } catch (error) {
      console.error("identity: a past could not be taken over; the alarm tries again", String(error));
    } finally {
      this.#running = false;
    }
  }

  /** Tells users who have lost this shared id that it is so: coming with it again, they must ask. */
  async tellLosers(): Promise<void> {
    const state = this.#host.state();
    if (state === null) return;
    const { store, shopper } = state;
    try {
      for (const loser of state.losers) {
        if (loser !== state.lastUser) await shopperAt(this.#env, store, loser).lose(store, shopper);
        this.#host.toldLoser(loser);
      }
    } catch (error) {
      console.error("identity: a user could not be told of a shared id; the alarm tries again", String(error));
    }
  }

  /** The home says by itself that it has everything, unless it was killed just then. */
  async #askHome({ store, shopper, movedTo, handedOver }: ShopperState, config: ShopperConfig): Promise<void> {
    if (movedTo === null || handedOver) return;
    storageCounters.addRequest("Shopper");
    const hasIt = await this.#env.SHOPPER.getByName(`${store}/${movedTo}`).hasTakenOver(shopper);
    if (hasIt) await this.#host.tookOver(config, movedTo);
  }

  async #takeOver(state: ShopperState, from: ShopperKey, config: ShopperConfig): Promise<void> {
    const { store, shopper } = state;
    const other = this.#env.SHOPPER.getByName(`${store}/${from}`);
    storageCounters.addRequest("Shopper");
    const release = (await other.release({ store, shopper: from, to: shopper })) as Release;
    this.#host.released(from, release, config);
    if (release.status !== "moved" || release.belongings === null) return;
    storageCounters.addRequest("Shopper");
    await other.tookOver(config, shopper);
  }
}
