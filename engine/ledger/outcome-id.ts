import { hashHex } from "../hash.ts";

/** The id of a cart: the same for the same store, shopper and opening event. */
export function cartIdOf(store: string, shopper: string, openedBy: string): string {
  return `c_${hashHex([store, shopper, openedBy].join("\n")).slice(0, 24)}`;
}

/** The id of an alert or of what follows from it. */
export function alertOutcomeId(
  cartId: string,
  episode: number,
  kind: "abandoned" | "retracted" | "expired",
  step: number,
): string {
  return `${cartId}-${episode}-${kind}-${step}`;
}

/** The id of a recovery or its reversal. Order ids that do not fit into a webhook id are hashed. */
export function orderOutcomeId(cartId: string, kind: "recovered" | "reversed", orderId: string): string {
  const order = /^[A-Za-z0-9_-]{1,64}$/.test(orderId) ? orderId : `h${hashHex(orderId).slice(0, 24)}`;
  return `${cartId}-${kind}-${order}`;
}
