import type { ShopAction } from "../cart/shop-action.ts";
import { closeCart } from "./close-cart.ts";
import type { Truth } from "./truth.ts";

/**
 * Applies what the shop did to the open cart at `at`. A closed cart is treated like an emptied one: what is viewed in
 * the rest of the session abandons nothing. A muted one goes on without alerts until it ends.
 */
export function foldShopAction(truth: Truth, action: ShopAction, at: number): Truth {
  const { cart, session } = truth;
  if (cart === null) return truth;
  if (action === "mute") return { ...truth, cart: { ...cart, mutedAt: cart.mutedAt ?? at } };
  const closed = closeCart(truth, { at, how: "closed", orderId: null });
  return session === null ? closed : { ...closed, session: { ...session, emptied: true } };
}
