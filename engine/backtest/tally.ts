import type { Outcome } from "../ledger/ledger.ts";

const HOUR_MS = 3_600_000;

/** A sum of money of one currency, in minor units. */
export interface Money {
  currency: string;
  value_minor: number;
}

/** What a back-test counts at one cut-off. */
export interface Figures {
  /** Alerts that were sent. */
  alerts: number;
  /** Of these, evaluated over a minute past their due time. */
  late: number;
  /** Carts that were alerted at least once. */
  carts: number;
  /** Alerts that a purchase followed within an hour, within a day: the shopper would have come back alone. */
  needless_1h: number;
  needless_24h: number;
  recovered: number;
  reversed: number;
  retracted: number;
  expired: number;
  /** Alerts that were decided but not sent: hold-out group, shadow mode. */
  suppressed: number;
  /** Every alerted cart once, as of its last alert that was not retracted. Currencies by code, never added. */
  value_at_stake: Money[];
  /** Orders that recovered a cart and were not cancelled. */
  value_recovered: Money[];
}

interface AlertedCart {
  /** Alerts that were sent and not retracted, in order. */
  alerts: { id: string; firedAt: number; money: Money; needless: "no" | "day" | "hour" }[];
  recoveries: Map<string, Money>;
}

/** Counts outcomes. Keeps what later ones may take back, and nothing else. */
export class Tally {
  readonly #carts = new Map<string, AlertedCart>();
  readonly #counts = { alerts: 0, late: 0, recovered: 0, reversed: 0, retracted: 0, expired: 0, suppressed: 0 };
  #needless1h = 0;
  #needless24h = 0;

  /** Counts one outcome, in the order of the clock. `boughtAt` is when the order was made that it names. */
  add(outcome: Outcome, boughtAt: number | null): void {
    const { type, data } = outcome;
    if (outcome.endpoints.length === 0) {
      if (type === "cart.abandoned") this.#counts.suppressed += 1;
      return;
    }
    const cart = this.#cart(data.cart_id);
    const order = data.transaction_id ?? "";
    switch (type) {
      case "cart.abandoned": {
        const money = { currency: data.currency, value_minor: data.value_minor };
        cart.alerts.push({ id: outcome.id, firedAt: outcome.at, money, needless: "no" });
        this.#counts.alerts += 1;
        if (data.late) this.#counts.late += 1;
        break;
      }
      case "cart.recovered":
        cart.recoveries.set(order, {
          currency: data.order_currency ?? data.currency,
          value_minor: data.order_value_minor ?? 0,
        });
        this.#countNeedless(cart, boughtAt ?? outcome.at);
        this.#counts.recovered += 1;
        break;
      case "recovery.reversed":
        cart.recoveries.delete(order);
        this.#counts.reversed += 1;
        break;
      case "cart.retracted":
        cart.alerts = cart.alerts.filter(({ id }) => id !== outcome.alertId);
        this.#counts.retracted += 1;
        break;
      case "cart.expired":
        this.#counts.expired += 1;
        break;
    }
  }

  /** What was counted so far. */
  figures(): Figures {
    const carts = [...this.#carts.values()];
    return {
      alerts: this.#counts.alerts,
      late: this.#counts.late,
      carts: carts.length,
      needless_1h: this.#needless1h,
      needless_24h: this.#needless24h,
      recovered: this.#counts.recovered,
      reversed: this.#counts.reversed,
      retracted: this.#counts.retracted,
      expired: this.#counts.expired,
      suppressed: this.#counts.suppressed,
      value_at_stake: sums(carts.flatMap(({ alerts }) => alerts.slice(-1).map(({ money }) => money))),
      value_recovered: sums(carts.flatMap(({ recoveries }) => [...recoveries.values()])),
    };
  }

  #cart(id: string): AlertedCart {
    let cart = this.#carts.get(id);
    if (cart === undefined) {
      cart = { alerts: [], recoveries: new Map() };
      this.#carts.set(id, cart);
    }
    return cart;
  }

  #countNeedless(cart: AlertedCart, boughtAt: number): void {
    for (const alert of cart.alerts) {
      const after = boughtAt - alert.firedAt;
      if (after < 0) continue;
      if (after <= 24 * HOUR_MS && alert.needless === "no") {
        alert.needless = "day";
        this.#needless24h += 1;
      }
      if (after <= HOUR_MS && alert.needless === "day") {
        alert.needless = "hour";
        this.#needless1h += 1;
      }
    }
  }
}

function sums(moneys: readonly Money[]): Money[] {
  const byCurrency = new Map<string, number>();
  for (const { currency, value_minor } of moneys) {
    byCurrency.set(currency, (byCurrency.get(currency) ?? 0) + value_minor);
  }
  return [...byCurrency]
    .map(([currency, value_minor]) => ({ currency, value_minor }))
    .toSorted((a, b) => (a.currency < b.currency ? -1 : 1));
}
