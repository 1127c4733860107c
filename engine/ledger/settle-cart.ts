import type { OutcomeData, OutcomeType } from "../../protocol/outcome.ts";
import { exclusionOf } from "../exclusion/exclusion.ts";
import { cameByLink } from "../restore/came-by-link.ts";
import type { RestoreLink } from "../restore/restore-link.ts";
import { endsAlerts } from "../truth/ends-alerts.ts";
import type { ClosedCart } from "../truth/truth.ts";
import { addresseesOfSequel } from "./addressees.ts";
import { attributionOf } from "./attribution.ts";
import type { DecisionInput } from "./decision-input.ts";
import type { Alert, LedgerCart, Outcome, Recovery } from "./ledger.ts";
import { locateAlert } from "./locate-alert.ts";
import { alertOutcomeId, orderOutcomeId } from "./outcome-id.ts";

/** What truth now makes of the alerts of one cart. */
export interface Settlement {
  cart: LedgerCart;
  outcomes: Outcome[];
  /** The newest alert that was retracted; null if none was. */
  retractedFiredAt: number | null;
}

/**
 * Compares a cart's alerts with truth and says what follows: retracted where the cart had closed by the time the alert
 * fired or truth no longer holds it, recovered by the order that closed it later, reversed when that order was
 * cancelled or the alert retracted, expired. Alerts that no endpoint was tried with are cancelled without a word.
 */
export function settleCart(before: LedgerCart, links: readonly RestoreLink[], input: DecisionInput): Settlement {
  if (before.counted !== undefined) return { cart: before, outcomes: [], retractedFiredAt: null };
  const settling = new Settling(before, links, input);
  settling.cancelOrders();
  for (const alert of before.alerts) settling.retractIfWrong(alert);
  settling.recover();
  settling.expire();
  return settling.result();
}

class Settling {
  #cart: LedgerCart;
  readonly #links: readonly RestoreLink[];
  readonly #input: DecisionInput;
  readonly #outcomes: Outcome[] = [];
  #retractedFiredAt: number | null = null;

  constructor(cart: LedgerCart, links: readonly RestoreLink[], input: DecisionInput) {
    this.#cart = cart;
    this.#links = links;
    this.#input = input;
  }

  result(): Settlement {
    return { cart: this.#cart, outcomes: this.#outcomes, retractedFiredAt: this.#retractedFiredAt };
  }

  cancelOrders(): void {
    for (const recovery of this.#cart.recoveries) {
      const order = this.#input.truth.orders.find((candidate) => candidate.id === recovery.orderId);
      if (order !== undefined && order.cancelledAt !== null) this.#reverse(recovery, "order_cancelled");
    }
  }

  retractIfWrong(alert: Alert): void {
    if (alert.status !== "standing" && alert.status !== "recovered") return;
    const reason = this.#whyWrong(alert);
    if (reason === null) return;
    for (const recovery of this.#cart.recoveries) {
      if (recovery.alertId === alert.id) this.#reverse(recovery, "alert_retracted");
    }
    this.#retractedFiredAt = Math.max(this.#retractedFiredAt ?? 0, alert.firedAt);
    if (this.#neverTried(alert)) {
      this.#setStatus(alert, "cancelled");
      return;
    }
    this.#setStatus(alert, "retracted");
    const id = alertOutcomeId(this.#cart.cartId, alert.episode, "retracted", alert.step);
    this.#tell(id, "cart.retracted", alert, { reason });
  }

  recover(): void {
    for (const alert of this.#cart.alerts) {
      const place = locateAlert(this.#input.truth, alert.beganBy);
      if (alert.status !== "standing" || place.in !== "closed" || place.cart.closedAt <= alert.firedAt) continue;
      if (endsAlerts(place.cart.how) && this.#neverTried(alert)) this.#setStatus(alert, "cancelled");
    }
    const last = this.#lastStanding();
    const place = last === undefined ? null : locateAlert(this.#input.truth, last.beganBy);
    if (last === undefined || place?.in !== "closed" || place.cart.how !== "purchase") return;
    this.#recoverBy(place.cart, last);
  }

  expire(): void {
    const last = this.#lastStanding();
    if (this.#cart.expired || last === undefined) return;
    const place = locateAlert(this.#input.truth, last.beganBy);
    if (place.in !== "closed" || place.cart.how !== "expired") return;
    this.#cart = { ...this.#cart, expired: true };
    this.#tell(alertOutcomeId(this.#cart.cartId, last.episode, "expired", last.step), "cart.expired", last, {});
  }

  #recoverBy(closed: ClosedCart, last: Alert): void {
    const { orderId, closedAt } = closed;
    const order = this.#input.truth.orders.find((candidate) => candidate.id === orderId);
    const known = this.#cart.recoveries.some((recovery) => recovery.orderId === orderId);
    if (orderId === null || known || (order !== undefined && order.cancelledAt !== null)) return;
    const { truth, context } = this.#input;
    const attribution = cameByLink(truth, closed, this.#links)
      ? "link"
      : attributionOf(order, closedAt, last.firedAt, context.rules);
    const recovery: Recovery = { orderId, alertId: last.id, reversed: false, attribution };
    this.#cart = { ...this.#cart, recoveries: [...this.#cart.recoveries, recovery] };
    this.#setStatus(last, "recovered");
    this.#tell(orderOutcomeId(this.#cart.cartId, "recovered", orderId), "cart.recovered", last, {
      transaction_id: orderId,
      order_value_minor: order?.valueMinor ?? 0,
      order_currency: order?.currency ?? last.data.currency,
      attribution,
    });
  }

  #reverse(recovery: Recovery, reason: string): void {
    const alert = this.#cart.alerts.find((candidate) => candidate.id === recovery.alertId);
    if (recovery.reversed || alert === undefined) return;
    const recoveries = this.#cart.recoveries.map((other) =>
      other.orderId === recovery.orderId ? { ...other, reversed: true } : other,
    );
    this.#cart = { ...this.#cart, recoveries };
    this.#setStatus(alert, "standing");
    const id = orderOutcomeId(this.#cart.cartId, "reversed", recovery.orderId);
    const order = this.#input.truth.orders.find((candidate) => candidate.id === recovery.orderId);
    this.#tell(id, "recovery.reversed", alert, {
      transaction_id: recovery.orderId,
      ...(order === undefined ? {} : { order_value_minor: order.valueMinor, order_currency: order.currency }),
      attribution: recovery.attribution,
      reason,
    });
  }

  /** Why an alert should not have been sent; null when it stands. */
  #whyWrong(alert: Alert): string | null {
    const { truth, context } = this.#input;
    const excluded = exclusionOf(truth.exclusion);
    if (excluded !== null) return excluded;
    const place = locateAlert(truth, alert.beganBy);
    if (place.in === "open") return null;
    if (place.in === "nowhere") {
      const { expireMs, constants } = context.rules;
      const forgotten = alert.firedAt < (truth.lastEventAt ?? 0) - expireMs - constants.lateWindowMs;
      return forgotten ? null : "history_changed";
    }
    if (!endsAlerts(place.cart.how)) return null;
    return place.cart.closedAt <= alert.firedAt ? place.cart.how : null;
  }

  /** The last alert that still stands: the one an order recovers. */
  #lastStanding(): Alert | undefined {
    return this.#cart.alerts
      .filter((alert) => alert.status === "standing")
      .toSorted((a, b) => a.firedAt - b.firedAt)
      .at(-1);
  }

  #neverTried(alert: Alert): boolean {
    return alert.addressed.length > 0 && alert.attempted.length === 0;
  }

  #setStatus(alert: Alert, status: Alert["status"]): void {
    const alerts = this.#cart.alerts.map((other) => (other.id === alert.id ? { ...other, status } : other));
    this.#cart = { ...this.#cart, alerts };
  }

  #tell(id: string, type: OutcomeType, alert: Alert, more: Partial<OutcomeData>): void {
    const endpoints = this.#cart.heldOut ? [] : addresseesOfSequel(type, alert, this.#input.endpoints);
    const data = { ...alert.data, ...more };
    this.#outcomes.push({ id, type, at: this.#input.now, alertId: alert.id, owner: this.#cart.owner, data, endpoints });
  }
}
