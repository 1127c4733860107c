import type { ClosedHow, Truth } from "./truth.ts";

/** A shopper with more closed carts than these within `expire_days` is no person; the oldest are forgotten. */
const CLOSED_CARTS = 256;

/** What ended a cart. */
export interface Closing {
  at: number;
  how: ClosedHow;
  orderId: string | null;
}

/** Moves the open cart to the closed ones. A viewed list without an episode that came due leaves no trace. */
export function closeCart(truth: Truth, closing: Closing): Truth {
  const { cart } = truth;
  if (cart === null) return truth;
  const traceless = cart.stage === "browse" && cart.episodes.every((episode) => episode.steps.length === 0);
  if (traceless) return { ...truth, cart: null };
  const { openedBy, openedAt, token, episodes } = cart;
  const { at: closedAt, how, orderId } = closing;
  const closed = { openedBy, openedAt, closedAt, how, orderId, token, episodes };
  return { ...truth, cart: null, closed: [...truth.closed, closed].slice(-CLOSED_CARTS) };
}
