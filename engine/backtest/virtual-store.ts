import { DAY_MS } from "../constants.ts";
import type { ShopperEvent, ShopperKey } from "../event.ts";
import { type Binding, laysClaim } from "../identity/binding.ts";
import { type Ownership, UNCLAIMED, claimPast, loseToNobody } from "../identity/claim-past.ts";
import type { Addressee } from "../ledger/addressees.ts";
import type { Outcome } from "../ledger/ledger.ts";
import type { Rules } from "../rules.ts";
import { shopperKeyOf } from "../shopper-key.ts";
import { AlarmQueue } from "./alarm-queue.ts";
import { VirtualShopper } from "./virtual-shopper.ts";

/** How often shoppers of whom nothing is worth keeping are looked for, by the virtual clock. */
const SWEEP_EVERY_MS = 1.5 * DAY_MS;

/** A store under a virtual clock. */
export interface VirtualStoreOptions {
  store: string;
  rules: Rules;
  salt: string;
  /** Who is told; outcomes that are told to nobody are suppressed. */
  endpoints: readonly Addressee[];
  /** True when every event is received once, and in the order in which they happen: then none is kept. */
  punctual: boolean;
  /** Called with every outcome, in the order of the clock. `boughtAt` is when the order was made that it names. */
  onOutcome: (outcome: Outcome, boughtAt: number | null) => void;
}

/** An event and the shopper whose it is. */
export interface Addressed {
  shopper: ShopperKey;
  event: ShopperEvent;
}

interface Resident {
  key: ShopperKey;
  shopper: VirtualShopper;
  /** The earliest of its alarms in the queue; null when there is none. */
  armedAt: number | null;
  ownership: Ownership;
  /** Other keys of this shopper, by what became of them. */
  bindings: Map<ShopperKey, Binding> | null;
}

/**
 * Every shopper of a store under one virtual clock, which moves with what is received: alarms ring in their order, and
 * anonymous shoppers become users as they do in the live objects.
 */
export class VirtualStore {
  readonly #options: VirtualStoreOptions;
  readonly #residents = new Map<ShopperKey, Resident>();
  readonly #alarms = new AlarmQueue<Resident>();
  #sweptAt: number | null = null;

  constructor(options: VirtualStoreOptions) {
    this.#options = options;
  }

  /**
   * Receives everything that comes at one time, after every alarm before it. Times must not go back.
   * Returns how many of the events were new.
   */
  receive(received: readonly Addressed[], now: number): number {
    this.#ringWhile((at) => at < now);
    this.#sweepAt(now);
    const [first] = received;
    if (received.length === 1 && first !== undefined) return this.#deliver(first.shopper, [first.event], now);
    const shares = new Map<ShopperKey, ShopperEvent[]>();
    for (const { shopper, event } of received) {
      const share = shares.get(shopper);
      if (share === undefined) shares.set(shopper, [event]);
      else share.push(event);
    }
    let accepted = 0;
    for (const [shopper, events] of shares) accepted += this.#deliver(shopper, events, now);
    return accepted;
  }

  /** Makes another key this shopper as well: the shop's own server says that they are one. */
  adopt(key: ShopperKey, other: ShopperKey, now: number): void {
    this.#ringWhile((at) => at < now);
    const home = this.#homeOf(key);
    if (home.key === other || !laysClaim(home.bindings?.get(other), { name: "identify" })) return;
    this.#unite(home, [other], now);
    this.#settle(home, now);
  }

  /** Lets every alarm ring that is due at or before `until`. */
  runUntil(until: number): void {
    this.#ringWhile((at) => at <= until);
  }

  /** Whom a key belongs to now. */
  homeOf(key: ShopperKey): { key: ShopperKey; shopper: VirtualShopper } {
    return this.#homeOf(key);
  }

  #deliver(key: ShopperKey, events: readonly ShopperEvent[], now: number): number {
    const home = this.#homeOf(key);
    const news = home.shopper.receive(events, now);
    const accepted = news.reduce((count, isNew) => count + (isNew ? 1 : 0), 0);
    if (accepted > 0 && home.key.startsWith("u:")) this.#unite(home, claimedKeys(home, events), now);
    if (accepted > 0 && home.ownership.shared) this.#lose(home.key, loseToNobody(home.ownership));
    this.#settle(home, now);
    return accepted;
  }

  /** Takes over the past of keys to which a user lays claim, as far as it is that user's. */
  #unite(home: Resident, keys: Iterable<ShopperKey>, now: number): void {
    for (const key of keys) {
      home.bindings ??= new Map();
      const other = this.#resident(key);
      const { status, ownership, loser } = claimPast(other.ownership, home.key);
      this.#lose(key, { ownership: { ...ownership, handedOver: true }, loser });
      home.bindings.set(key, status === "moved" ? "merged" : "shared");
      if (status !== "moved") continue;
      for (const [inherited, binding] of other.bindings ?? []) {
        if (!home.bindings.has(inherited)) home.bindings.set(inherited, binding);
      }
      const past = other.shopper.past();
      other.shopper = this.#newShopper(key);
      home.shopper.takeOver(past, now);
    }
  }

  /** Notes whose a key is now, and with the one who lost it that it is so. */
  #lose(key: ShopperKey, change: { ownership: Ownership; loser: ShopperKey | null } | null): void {
    if (change === null) return;
    this.#resident(key).ownership = change.ownership;
    if (change.loser !== null) this.#homeOf(change.loser).bindings?.set(key, "lost");
  }

  /** Tells what was decided and arms the next alarm. An earlier one stays: it looks again when it rings. */
  #settle(resident: Resident, now: number): void {
    const { shopper } = resident;
    if (shopper.outcomes.length > 0) {
      const { orders } = shopper.truthAt(now);
      for (const outcome of shopper.outcomes.splice(0)) {
        const order = orders.find(({ id }) => id === outcome.data.transaction_id);
        this.#options.onOutcome(outcome, order?.at ?? null);
      }
    }
    if (shopper.wakeAt !== null && (resident.armedAt === null || shopper.wakeAt < resident.armedAt)) {
      resident.armedAt = shopper.wakeAt;
      this.#alarms.push(shopper.wakeAt, resident);
    }
  }

  #ringWhile(rings: (at: number) => boolean): void {
    // Infinity is the empty queue: without an end, time runs on until nobody waits.
    while (this.#alarms.nextAt !== Infinity && rings(this.#alarms.nextAt)) {
      const alarm = this.#alarms.pop();
      if (alarm === undefined) return;
      const { at, owner } = alarm;
      if (owner.armedAt === at) owner.armedAt = null;
      owner.shopper.runUntil(at);
      this.#settle(owner, at);
    }
  }

  #homeOf(key: ShopperKey): Resident {
    let resident = this.#resident(key);
    for (;;) {
      const next = resident.ownership.movedTo ?? resident.ownership.forwardTo;
      if (next === null) return resident;
      resident = this.#resident(next);
    }
  }

  #resident(key: ShopperKey): Resident {
    let resident = this.#residents.get(key);
    if (resident === undefined) {
      resident = { key, shopper: this.#newShopper(key), armedAt: null, ownership: UNCLAIMED, bindings: null };
      this.#residents.set(key, resident);
    }
    return resident;
  }

  #newShopper(shopper: ShopperKey): VirtualShopper {
    const { store, rules, salt, endpoints, punctual } = this.#options;
    return new VirtualShopper({ store, shopper, rules, salt, endpoints, punctual });
  }

  /** Keeps the memory to those of whom something may still matter. */
  #sweepAt(now: number): void {
    this.#sweptAt ??= now;
    if (now - this.#sweptAt < SWEEP_EVERY_MS) return;
    this.#sweptAt = now;
    for (const [key, { shopper, ownership, bindings }] of this.#residents) {
      const isPlain = ownership === UNCLAIMED && bindings === null;
      if (isPlain && shopper.isForgettable(now)) this.#residents.delete(key);
      else shopper.forget(now);
    }
  }
}

/** The anonymous ids to which a user lays claim with these events. */
function claimedKeys({ bindings }: Resident, events: readonly ShopperEvent[]): Iterable<ShopperKey> {
  const keys = new Set<ShopperKey>();
  for (const event of events) {
    const key = event.userId === null ? null : shopperKeyOf(null, event.anonymousId);
    if (key !== null && laysClaim(bindings?.get(key), event)) keys.add(key);
  }
  return keys;
}
