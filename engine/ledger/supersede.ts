import type { Truth } from "../truth/truth.ts";
import type { LedgerCart } from "./ledger.ts";
import { locateAlert } from "./locate-alert.ts";

/**
 * When carts that were alerted apart have become one, the one with the latest alert stays; standing alerts of the
 * others are superseded. Nothing is sent for that.
 */
export function supersede(carts: readonly LedgerCart[], truth: Truth): LedgerCart[] {
  if (carts.length < 2) return [...carts];
  const latest = new Map<string, LedgerCart>();
  for (const cart of carts) {
    const place = placeOf(cart, truth);
    if (place === null) continue;
    const rival = latest.get(place);
    if (rival === undefined || lastFiredAt(cart) >= lastFiredAt(rival)) latest.set(place, cart);
  }
  return carts.map((cart) => {
    const place = placeOf(cart, truth);
    if (place === null || latest.get(place) === cart) return cart;
    if (cart.alerts.every((alert) => alert.status !== "standing")) return cart;
    const alerts = cart.alerts.map((alert) =>
      alert.status === "standing" ? { ...alert, status: "superseded" as const } : alert,
    );
    return { ...cart, alerts };
  });
}

/** Names the cart of truth in which the ledger's cart now lies; null for nowhere. */
function placeOf(cart: LedgerCart, truth: Truth): string | null {
  const last = cart.alerts.at(-1);
  if (last === undefined) return null;
  const place = locateAlert(truth, last.beganBy);
  if (place.in === "open") return "open";
  return place.in === "closed" ? `${place.cart.closedAt}\n${place.cart.openedBy}` : null;
}

function lastFiredAt(cart: LedgerCart): number {
  return Math.max(0, ...cart.alerts.map((alert) => alert.firedAt));
}
