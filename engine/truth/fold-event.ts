import { isAnyActivity } from "../activity.ts";
import type { ShopperEvent } from "../event.ts";
import { changeLines } from "../cart/change-lines.ts";
import { shopActionOf } from "../cart/shop-action.ts";
import { foldExclusion } from "../exclusion/exclusion.ts";
import { advance } from "./advance.ts";
import { closeCart } from "./close-cart.ts";
import { foldAnchor } from "./fold-anchor.ts";
import { foldCart } from "./fold-cart.ts";
import type { FoldContext } from "./fold-context.ts";
import { foldCancellation, foldPurchase, isKnownPurchase, orderIdOf } from "./fold-order.ts";
import { foldProfile } from "./fold-profile.ts";
import { foldReported } from "./fold-reported.ts";
import { foldSession } from "./fold-session.ts";
import { foldShopAction } from "./fold-shop-action.ts";
import { foldView } from "./fold-view.ts";
import type { Truth } from "./truth.ts";

/**
 * Adds the next event, in the order of `compareEvents`, to what is known of a shopper. Whatever came due before it is
 * recorded first; at the very moment of the event only what the event does not prevent.
 */
export function foldEvent(truth: Truth, event: ShopperEvent, context: FoldContext): Truth {
  const { rules } = context;
  let next = advance(truth, event.at, !prevents(truth, event), context);
  // What the shop does is no visit of the shopper.
  const action = shopActionOf(event);
  if (action !== null) return foldShopAction(next, action, event.at);
  next = foldSession(next, event, context);
  next = {
    ...next,
    // The maximum: a checkpoint that was merged with another's may be ahead of the events that fold onto it.
    lastEventAt: Math.max(next.lastEventAt ?? event.at, event.at),
    lastAnyAt: isAnyActivity(event) ? Math.max(next.lastAnyAt ?? event.at, event.at) : next.lastAnyAt,
    profile: foldProfile(next.profile, event, rules),
    exclusion: foldExclusion(next.exclusion, event),
    reported: foldReported(next.reported, event),
  };
  switch (event.name) {
    case "purchase":
      return purchased(next, event);
    case "order_cancelled":
    case "refund":
      return { ...next, orders: foldCancellation(next.orders, event) };
    case "view_item":
      return foldAnchor(foldView(next, event, context), event, context);
    default:
      return pruned(foldAnchor(foldCart(next, event), event, context), context);
  }
}

/** Every purchase closes the cart, but the repetition of one that is known must not close a newer cart. */
function purchased(truth: Truth, event: ShopperEvent): Truth {
  const known = isKnownPurchase(truth.orders, event);
  const orders = foldPurchase(truth.orders, event);
  if (known) return { ...truth, orders };
  const closed = closeCart(truth, { at: event.at, how: "purchase", orderId: orderIdOf(event) });
  return { ...closed, orders };
}

function prevents(truth: Truth, event: ShopperEvent): boolean {
  if (shopActionOf(event) !== null) return true;
  if (event.name === "purchase") return !isKnownPurchase(truth.orders, event);
  return truth.cart !== null && changeLines(truth.cart.lines, event)?.emptied === true;
}

/** Forgets closed carts and cancelled or old orders once nothing that may still arrive can refer to them. */
function pruned(truth: Truth, context: FoldContext): Truth {
  const { expireMs, constants } = context.rules;
  const horizon = (truth.lastEventAt ?? 0) - expireMs - constants.lateWindowMs;
  const oldestCart = truth.closed[0];
  const oldestOrder = truth.orders[0];
  if ((oldestCart?.closedAt ?? Infinity) >= horizon && (oldestOrder?.at ?? Infinity) >= horizon) return truth;
  return {
    ...truth,
    closed: truth.closed.filter((cart) => cart.closedAt >= horizon),
    orders: truth.orders.filter((order) => order.at >= horizon),
  };
}
