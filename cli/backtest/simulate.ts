import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { Addressed, VirtualStore } from "../../engine/backtest/virtual-store.ts";
import type { Until } from "./read-options.ts";
import type { Received, ReceivedAlias, Refused } from "./traffic.ts";

/** What went into a back-test. Times are epoch milliseconds; null where nothing was received. */
export interface Taken {
  events: number;
  duplicates: number;
  firstAt: number | null;
  /** Where the virtual clock stopped; null when it ran on until nobody waited. */
  stoppedAt: number | null;
}

/** Past traffic on its way into stores that differ in their rules. */
export interface Simulation {
  traffic: AsyncIterable<readonly Received[]>;
  stores: readonly VirtualStore[];
  until: Until;
  refused: Refused;
}

/** Lets the virtual clock of every store run through the traffic, and on to where it shall stop. */
export async function simulate({ traffic, stores, until, refused }: Simulation): Promise<Taken> {
  const feed = new Feed(stores, refused);
  const stop = typeof until === "object" ? until.at : Infinity;
  for await (const received of traffic) {
    if (!feed.take(received, stop)) break;
  }
  feed.flush();
  const stoppedAt = until === "end" ? feed.clock : stop === Infinity ? null : stop;
  for (const store of stores) store.runUntil(stoppedAt ?? Infinity);
  return { events: feed.events, duplicates: feed.duplicates, firstAt: feed.firstAt, stoppedAt };
}

/** Gathers what was received at one time and hands it to every store at once. */
class Feed {
  events = 0;
  duplicates = 0;
  firstAt: number | null = null;
  clock: number | null = null;
  readonly #stores: readonly VirtualStore[];
  readonly #refused: Refused;
  readonly #owners = new Map<string, ShopperKey>();
  #together: Addressed[] = [];
  #aliases: ReceivedAlias[] = [];

  constructor(stores: readonly VirtualStore[], refused: Refused) {
    this.#stores = stores;
    this.#refused = refused;
  }

  /** False once something was received after `stop`: nothing more is taken. */
  take(received: readonly Received[], stop: number): boolean {
    for (const each of received) {
      if (each.at > stop) return false;
      if (each.at !== this.clock) this.flush();
      this.clock = each.at;
      this.firstAt ??= each.at;
      if ("alias" in each) this.#aliases.push(each);
      else this.#address(each.shopper, each.event);
    }
    return true;
  }

  flush(): void {
    const now = this.clock;
    if (now === null) return;
    if (this.#together.length > 0) {
      for (const [index, store] of this.#stores.entries()) {
        const accepted = store.receive(this.#together, now);
        if (index > 0) continue;
        this.events += accepted;
        this.duplicates += this.#together.length - accepted;
      }
      this.#together = [];
    }
    for (const { alias } of this.#aliases.splice(0)) {
      for (const store of this.#stores) {
        for (const kind of ["u", "a"] as const) store.adopt(`u:${alias.userId}`, `${kind}:${alias.previousId}`, now);
      }
    }
  }

  /** An order without a user is that of the shopper who used its id or cart token before. */
  #address(stated: ShopperKey | null, event: ShopperEvent): void {
    const names: string[] = [];
    if (event.transactionId !== null) names.push(`order ${event.transactionId}`);
    if (event.cartToken !== null) names.push(`cart ${event.cartToken}`);
    const shopper = stated ?? names.map((name) => this.#owners.get(name)).find((owner) => owner !== undefined);
    if (shopper === undefined) {
      this.#refused.set("missing_shopper", (this.#refused.get("missing_shopper") ?? 0) + 1);
      return;
    }
    for (const name of names) this.#owners.set(name, shopper);
    this.#together.push({ shopper, event });
  }
}
