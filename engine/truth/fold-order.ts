import type { ShopperEvent } from "../event.ts";
import { eventRef } from "./event-order.ts";
import type { Order } from "./truth.ts";

/** Orders that are remembered of one shopper; older ones no longer tell a repetition from a new order. */
const ORDERS = 512;

/** The id under which an event's order is known: its transaction id, or the purchase's own reference. */
export function orderIdOf(event: ShopperEvent): string {
  return event.transactionId ?? eventRef(event);
}

/** True when a purchase names an order that an earlier purchase of the shopper has named. */
export function isKnownPurchase(orders: readonly Order[], event: ShopperEvent): boolean {
  const id = orderIdOf(event);
  return orders.some((order) => order.bought && order.id === id);
}

/**
 * Takes in a purchase. An order counts once, whoever names it and however often: a confirmed statement wins over a
 * claimed one, then the first received.
 */
export function foldPurchase(orders: readonly Order[], event: ShopperEvent): readonly Order[] {
  const id = orderIdOf(event);
  const known = orders.find((order) => order.id === id);
  const stated: Order = {
    id,
    at: event.at,
    receivedAt: event.receivedAt,
    trust: event.trust,
    valueMinor: event.valueMinor ?? itemsValue(event),
    currency: event.currency,
    coupon: event.coupon,
    bought: true,
    cancelledAt: known?.cancelledAt ?? null,
    refundedMinor: known?.refundedMinor ?? 0,
  };
  if (known === undefined) return [...orders, stated].slice(-ORDERS);
  const wins =
    !known.bought || (event.trust === known.trust ? event.receivedAt < known.receivedAt : event.trust === "confirmed");
  if (!wins) return orders;
  const kept = known.bought ? { ...stated, at: known.at } : stated;
  return orders.map((order) => (order === known ? kept : order));
}

/**
 * Takes in a cancellation or refund. By claim it touches only an order that no confirmed event has named. A full refund
 * is a cancellation, a partial one changes revenue only.
 */
export function foldCancellation(orders: readonly Order[], event: ShopperEvent): readonly Order[] {
  const id = event.transactionId;
  if (id === null) return orders;
  const known = orders.find((order) => order.id === id);
  if (known === undefined) {
    if (event.trust === "claim") return orders;
    return [...orders, applied(unbought(id, event), event)].slice(-ORDERS);
  }
  if (event.trust === "claim" && known.trust === "confirmed") return orders;
  return orders.map((order) => (order === known ? applied(order, event) : order));
}

function applied(order: Order, event: ShopperEvent): Order {
  const refunded = order.refundedMinor + (refundOf(event) ?? 0);
  const full =
    event.name === "order_cancelled" || refundOf(event) === null || (order.bought && refunded >= order.valueMinor);
  return { ...order, refundedMinor: refunded, cancelledAt: full ? (order.cancelledAt ?? event.at) : order.cancelledAt };
}

/** The refunded sum; null when the event states none: then it is the whole order. */
function refundOf(event: ShopperEvent): number | null {
  if (event.name !== "refund") return null;
  if (event.valueMinor !== null) return event.valueMinor;
  return event.items?.length ? itemsValue(event) : null;
}

function unbought(id: string, event: ShopperEvent): Order {
  return {
    id,
    at: event.at,
    receivedAt: event.receivedAt,
    trust: "claim",
    valueMinor: 0,
    currency: event.currency,
    coupon: null,
    bought: false,
    cancelledAt: null,
    refundedMinor: 0,
  };
}

function itemsValue(event: ShopperEvent): number {
  let sum = 0;
  for (const item of event.items ?? []) {
    if (item.priceMinor !== null && item.currency === event.currency)
      sum += Math.round(item.priceMinor * (item.quantity ?? 1));
  }
  return sum;
}
