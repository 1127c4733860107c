import type { ShopperEvent, ShopperKey } from "../event.ts";
import { hash32 } from "../hash.ts";
import { mergeHistories } from "../identity/merge-histories.ts";
import { mergeLedgers } from "../identity/merge-ledgers.ts";
import type { Addressee } from "../ledger/addressees.ts";
import { alertsFirst } from "../ledger/alerts-first.ts";
import { decide } from "../ledger/decide.ts";
import type { DecisionInput } from "../ledger/decision-input.ts";
import { EMPTY_LEDGER, type Ledger, type Outcome, anchorsOf } from "../ledger/ledger.ts";
import type { Rules } from "../rules.ts";
import { advance } from "../truth/advance.ts";
import type { FoldContext } from "../truth/fold-context.ts";
import { EMPTY_HISTORY, History, type StoredHistory } from "../truth/history.ts";
import { slimEvent } from "../truth/slim-event.ts";
import type { Truth } from "../truth/truth.ts";
import { PunctualHistory } from "./punctual-history.ts";

/** The past is moved into the checkpoint in strides, not event by event. */
const FORGET_EVERY_MS = 3_600_000;

/** Who is simulated, and by which rules. */
export interface VirtualShopperOptions {
  store: string;
  shopper: ShopperKey;
  rules: Rules;
  salt?: string;
  endpoints?: readonly Addressee[];
  /** True when every event is received once, and in the order in which they happen: then none is kept. */
  punctual?: boolean;
}

/** What a shopper hands to the one it turned out to be. */
export interface VirtualPast {
  history: StoredHistory;
  ledger: Ledger;
  lastReceivedAt: number;
}

/**
 * One shopper under a virtual clock: the same decisions as the live object takes, with time that only moves when told
 * to. Deliveries count as attempted the moment they are decided.
 */
export class VirtualShopper {
  readonly #options: VirtualShopperOptions;
  #history: History | PunctualHistory;
  #context: FoldContext;
  readonly outcomes: Outcome[] = [];
  #ledger: Ledger = EMPTY_LEDGER;
  #wakeAt: number | null = null;
  #lastReceivedAt = 0;
  #forgotAt: number | null = null;

  constructor(options: VirtualShopperOptions) {
    this.#options = options;
    const { rules, shopper, punctual } = options;
    this.#history = punctual === true ? new PunctualHistory() : new History(EMPTY_HISTORY);
    this.#context = { rules, shopperHash: hash32(shopper), anchors: new Set() };
  }

  /** What was sent, and what became of it. */
  get ledger(): Ledger {
    return this.#ledger;
  }

  /** When the shopper's alarm would ring; null for never. */
  get wakeAt(): number | null {
    return this.#wakeAt;
  }

  /** What the events so far amount to at a time. */
  truthAt(now: number): Truth {
    return advance(this.#history.tip, now, true, this.#context);
  }

  /** Receives events at `now`, after every alarm before. Says for each whether it was new. */
  receive(events: readonly ShopperEvent[], now: number): boolean[] {
    this.#ringUntil((wakeAt) => wakeAt < now);
    if (this.#wakeAt === now && this.#ringsFirst(events, now)) this.#decide(now);
    const news = this.#fold(events);
    if (news.includes(true)) {
      this.#lastReceivedAt = now;
      this.#forgotAt ??= now;
      if (now - this.#forgotAt >= FORGET_EVERY_MS) this.forget(now);
      this.#decide(now);
    }
    return news;
  }

  /** Lets every alarm ring that is due at or before `until`. */
  runUntil(until: number): void {
    this.#ringUntil((wakeAt) => wakeAt <= until);
  }

  /** Everything this shopper has, for another one to take over. */
  past(): VirtualPast {
    return { history: storedOf(this.#history), ledger: this.#ledger, lastReceivedAt: this.#lastReceivedAt };
  }

  /** Becomes one with another shopper, and then decides as of `now`. */
  takeOver(other: VirtualPast, now: number): void {
    this.#setLedger(mergeLedgers(this.#ledger, other.ledger));
    this.#history = mergeHistories(storedOf(this.#history), other.history, this.#context);
    this.#lastReceivedAt = Math.max(this.#lastReceivedAt, other.lastReceivedAt);
    this.#decide(now);
  }

  /** Moves what is older than the late window into the checkpoint. */
  forget(now: number): void {
    const { lateWindowMs } = this.#context.rules.constants;
    // Everything that can be forgotten was, when nothing has come since.
    if (this.#forgotAt !== null && this.#forgotAt > this.#lastReceivedAt + lateWindowMs) return;
    this.#forgotAt = now;
    this.#history.forgetBefore(now - lateWindowMs, this.#context);
  }

  /** True when nothing that may still come can depend on what this shopper has done. */
  isForgettable(now: number): boolean {
    const { cart, closed, orders, session, reported, exclusion, lastEventAt } = this.#history.tip;
    if (cart !== null || closed.length > 0 || orders.length > 0 || session?.emptied === true) return false;
    const { internal, claimedInternal = false, proven = false, botAgent, automated, burst } = exclusion;
    if (internal || claimedInternal || proven || botAgent || automated || burst) return false;
    if (reported.length > 0) return false;
    if (this.#wakeAt !== null || this.#ledger.carts.length > 0 || this.#ledger.needsAddAfter !== null) return false;
    return Math.max(lastEventAt ?? 0, this.#lastReceivedAt) < now - this.#context.rules.constants.lateWindowMs;
  }

  #fold(events: readonly ShopperEvent[]): boolean[] {
    const { rules } = this.#context;
    // What is not kept need not be slim.
    if (this.#history instanceof PunctualHistory && rules.internalUsers.length === 0) {
      return this.#history.add(events, this.#context);
    }
    const slim = events.map((event) => slimEvent(event, rules));
    const added = this.#history.add(slim, this.#context);
    return "news" in added ? added.news : added;
  }

  /** Whether the alarm of this very moment rings before these events: none of them prevents what is due. */
  #ringsFirst(events: readonly ShopperEvent[], now: number): boolean {
    const slim = events.map((event) => slimEvent(event, this.#context.rules));
    return alertsFirst(storedOf(this.#history), slim, this.#ledger, this.#input(now));
  }

  #input(now: number): DecisionInput {
    const { store, shopper, salt, endpoints } = this.#options;
    return {
      truth: this.truthAt(now),
      context: this.#context,
      now,
      lastReceivedAt: this.#lastReceivedAt,
      store,
      shopper,
      salt: salt ?? "",
      endpoints: endpoints ?? [],
    };
  }

  #ringUntil(rings: (wakeAt: number) => boolean): void {
    for (let wakeAt = this.#wakeAt; wakeAt !== null && rings(wakeAt); wakeAt = this.#wakeAt) this.#decide(wakeAt);
  }

  #decide(now: number): void {
    if (this.#history.tip.cart === null && this.#ledger.carts.length === 0) {
      // Without a cart and without alerts there is nothing to decide: most shoppers only look.
      this.#ledger = this.#ledger.grace === null ? this.#ledger : { ...this.#ledger, grace: null };
      this.#wakeAt = null;
      return;
    }
    const decision = decide(this.#ledger, this.#input(now));
    this.#setLedger(decision.outcomes.length > 0 ? attempted(decision.ledger) : decision.ledger);
    this.#wakeAt = decision.wakeAt;
    this.outcomes.push(...decision.outcomes);
  }

  #setLedger(ledger: Ledger): void {
    const alerted = ledger.carts.length > 0 || this.#ledger.carts.length > 0;
    this.#ledger = ledger;
    if (alerted) this.#context = { ...this.#context, anchors: anchorsOf(ledger) };
  }
}

function storedOf(history: History | PunctualHistory): StoredHistory {
  if (history instanceof PunctualHistory) return history.stored;
  return { checkpoint: history.checkpoint, events: [...history.events], tip: history.tip };
}

function attempted(ledger: Ledger): Ledger {
  const carts = ledger.carts.map((cart) => ({
    ...cart,
    alerts: cart.alerts.map((alert) => ({ ...alert, attempted: alert.addressed })),
  }));
  return { ...ledger, carts };
}
