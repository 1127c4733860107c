import { shopActionEvent } from "../../engine/cart/shop-action.ts";
import { locateCart } from "../../engine/ledger/locate-cart.ts";
import { bareId } from "../../engine/shopper-key.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { ClosedHow } from "../../engine/truth/truth.ts";
import type { CloseCartAnswer } from "../../protocol/restore-link.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperBatch } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What the shop wants of a cart: the argument of `Shopper.closeCart`. */
export interface CloseCartRequest {
  cartId: string;
  mode: "closed" | "muted";
  config: ShopperConfig;
}

/** What is to be done about a cart: what must be taken in, if anything, and the answer once it is. */
export interface CloseCartPlan {
  batch: ShopperBatch | null;
  answer: CloseCartAnswer;
}

const STATE_OF: Readonly<Record<ClosedHow, CloseCartAnswer["state"]>> = {
  purchase: "bought",
  emptied: "emptied",
  closed: "closed",
  expired: "expired",
  session: "expired",
};

/**
 * What closing or muting a cart comes to: an event of the shop's own, unless the cart has ended or is muted already.
 * Null for a cart that the shopper does not have. `nonce` tells apart what happens within one millisecond.
 */
export function planCloseCart(
  state: ShopperState,
  { cartId, mode, config }: CloseCartRequest,
  now: number,
  nonce: string,
): CloseCartPlan | null {
  const { store, shopper, ledger } = state;
  const truth = advance(state.history.tip, now, true, foldContext(state, config));
  const place = locateCart(ledger, truth, { store, shopper, cartId });
  const about = { cart_id: cartId, shopper: bareId(shopper) };
  if (place.in === "nowhere") return null;
  if (place.in === "closed") {
    return { batch: null, answer: { ...about, state: STATE_OF[place.cart.how], changed: false } };
  }
  const muted = mode === "muted" && truth.cart?.mutedAt !== null;
  const event = muted ? null : shopActionEvent(mode === "closed" ? "close" : "mute", now, nonce);
  const batch = event === null ? null : { store, shopper, events: [event], config };
  return { batch, answer: { ...about, state: mode, changed: batch !== null } };
}
