import type { ShopperKey } from "../event.ts";
import type { Truth } from "../truth/truth.ts";
import type { Ledger } from "./ledger.ts";
import { type Whereabouts, locateAlert } from "./locate-alert.ts";
import { cartIdOf } from "./outcome-id.ts";

/** Finds a cart by its id: the one that its first outcome froze, or the one that it has from its opening event. */
export function locateCart(
  ledger: Ledger,
  truth: Truth,
  cart: { store: string; shopper: ShopperKey; cartId: string },
): Whereabouts {
  const { store, shopper, cartId } = cart;
  const alert = ledger.carts.find((known) => known.cartId === cartId)?.alerts.at(-1);
  if (alert !== undefined) return locateAlert(truth, alert.beganBy);
  if (truth.cart !== null && cartIdOf(store, shopper, truth.cart.openedBy) === cartId) return { in: "open" };
  const closed = truth.closed.findLast(({ openedBy }) => cartIdOf(store, shopper, openedBy) === cartId);
  return closed === undefined ? { in: "nowhere" } : { in: "closed", cart: closed };
}
