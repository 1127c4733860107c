import type { Alert } from "../../engine/ledger/ledger.ts";
import { locateAlert } from "../../engine/ledger/locate-alert.ts";
import { endsAlerts } from "../../engine/truth/ends-alerts.ts";
import type { ShopperState } from "./shopper-state.ts";

/**
 * Whether an endpoint may (still) try to deliver an outcome. An alert may be while it stands and its cart is still
 * there and not muted; the attempt is then noted in the state, which the caller must save before it answers. Sequels always may.
 */
export function permitAttempt(
  state: ShopperState,
  outcomeId: string,
  endpointId: string,
): { permitted: boolean; changed: boolean } {
  // Whoever asks has it.
  state.outbox = state.outbox.filter((entry) => entry.id !== outcomeId || entry.endpoint !== endpointId);
  if (state.erasing !== undefined) return { permitted: false, changed: false };
  const alert = alertOf(state, outcomeId);
  if (alert === undefined) return { permitted: true, changed: false };
  if (alert.status !== "standing" || isCartGone(state, alert)) return { permitted: false, changed: false };
  if (alert.attempted.includes(endpointId)) return { permitted: true, changed: false };
  const attempted: Alert = { ...alert, attempted: [...alert.attempted, endpointId] };
  const carts = state.ledger.carts.map((cart) => ({
    ...cart,
    alerts: cart.alerts.map((other) => (other === alert ? attempted : other)),
  }));
  state.ledger = { ...state.ledger, carts };
  return { permitted: true, changed: true };
}

function alertOf(state: ShopperState, id: string): Alert | undefined {
  for (const cart of state.ledger.carts) {
    const alert = cart.alerts.find((candidate) => candidate.id === id);
    if (alert !== undefined) return alert;
  }
  return undefined;
}

function isCartGone(state: ShopperState, alert: Alert): boolean {
  const { tip } = state.history;
  const place = locateAlert(tip, alert.beganBy);
  return place.in === "closed" ? endsAlerts(place.cart.how) : place.in === "open" && tip.cart?.mutedAt !== null;
}
