import type { ShopperEvent, ShopperKey } from "../event.ts";
import { hash32 } from "../hash.ts";
import type { Addressee } from "../ledger/addressees.ts";
import { decide } from "../ledger/decide.ts";
import { EMPTY_LEDGER, type Ledger, type Outcome, anchorsOf } from "../ledger/ledger.ts";
import type { Rules } from "../rules.ts";
import { advance } from "../truth/advance.ts";
import type { FoldContext } from "../truth/fold-context.ts";
import { EMPTY_HISTORY, History } from "../truth/history.ts";
import type { Truth } from "../truth/truth.ts";

/** Who is simulated, and by which rules. */
export interface VirtualShopperOptions {
  store: string;
  shopper: ShopperKey;
  rules: Rules;
  salt?: string;
  endpoints?: readonly Addressee[];
}

/**
 * One shopper under a virtual clock: the same decisions as the live object takes, with time that only moves when told
 * to. Deliveries count as attempted the moment they are decided.
 */
export class VirtualShopper {
  readonly #options: VirtualShopperOptions;
  readonly #history = new History(EMPTY_HISTORY);
  readonly outcomes: Outcome[] = [];
  #ledger: Ledger = EMPTY_LEDGER;
  #wakeAt: number | null = null;
  #lastReceivedAt = 0;

  constructor(options: VirtualShopperOptions) {
    this.#options = options;
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
    return advance(this.#history.tip, now, true, this.#context());
  }

  /** Receives events at `now`, after every alarm before. Says for each whether it was new. */
  receive(events: readonly ShopperEvent[], now: number): boolean[] {
    this.#ringUntil((wakeAt) => wakeAt < now);
    const { news } = this.#history.add(events, this.#context());
    if (news.includes(true)) {
      this.#lastReceivedAt = now;
      this.#decide(now);
    }
    return news;
  }

  /** Lets every alarm ring that is due at or before `until`. */
  runUntil(until: number): void {
    this.#ringUntil((wakeAt) => wakeAt <= until);
  }

  #ringUntil(rings: (wakeAt: number) => boolean): void {
    for (let wakeAt = this.#wakeAt; wakeAt !== null && rings(wakeAt); wakeAt = this.#wakeAt) this.#decide(wakeAt);
  }

  #decide(now: number): void {
    const { store, shopper, salt, endpoints } = this.#options;
    const decision = decide(this.#ledger, {
      truth: this.truthAt(now),
      context: this.#context(),
      now,
      lastReceivedAt: this.#lastReceivedAt,
      store,
      shopper,
      salt: salt ?? "",
      endpoints: endpoints ?? [],
    });
    this.#ledger = attempted(decision.ledger);
    this.#wakeAt = decision.wakeAt;
    this.outcomes.push(...decision.outcomes);
  }

  #context(): FoldContext {
    const { rules, shopper } = this.#options;
    return { rules, shopperHash: hash32(shopper), anchors: anchorsOf(this.#ledger) };
  }
}

function attempted(ledger: Ledger): Ledger {
  const carts = ledger.carts.map((cart) => ({
    ...cart,
    alerts: cart.alerts.map((alert) => ({ ...alert, attempted: alert.addressed })),
  }));
  return { ...ledger, carts };
}
