import type { ShopperEvent } from "../event.ts";
import { compareEvents, eventRef } from "../truth/event-order.ts";
import type { FoldContext } from "../truth/fold-context.ts";
import { History, type StoredHistory } from "../truth/history.ts";
import type { Order, Truth } from "../truth/truth.ts";
import { mergeTruths } from "./merge-truths.ts";

/**
 * The history of two shoppers who are one: their events fold together, so guest and user lines make one cart. A
 * purchase that one of them had checkpointed closes what the other had open then, so it goes back among the events.
 */
export function mergeHistories(user: StoredHistory, other: StoredHistory, context: FoldContext): History {
  const events = distinct([...user.events, ...other.events]);
  const merged = mergeTruths(user.checkpoint, other.checkpoint);
  const first = events[0]?.at ?? Infinity;
  const bought = merged.orders.filter((order) => order.bought && order.at > first);
  const orders = merged.orders.map((order) => (bought.includes(order) ? { ...order, bought: false } : order));
  const checkpoint: Truth = { ...merged, orders };
  const history = new History({ checkpoint, events: [], tip: checkpoint });
  history.add([...events, ...bought.map(purchaseOf)].toSorted(compareEvents), context);
  return history;
}

/** Each event once: of two copies the one that was received first. */
function distinct(events: readonly ShopperEvent[]): ShopperEvent[] {
  const byRef = new Map<string, ShopperEvent>();
  for (const event of events) {
    const known = byRef.get(eventRef(event));
    if (known === undefined || event.receivedAt < known.receivedAt) byRef.set(eventRef(event), event);
  }
  return [...byRef.values()].toSorted(compareEvents);
}

/** The purchase that an order was made from, as far as truth remembers it. */
function purchaseOf(order: Order): ShopperEvent {
  return {
    id: `order ${order.id}`,
    trust: order.trust,
    name: "purchase",
    at: order.at,
    receivedAt: order.receivedAt,
    sessionId: null,
    userId: null,
    anonymousId: null,
    verified: false,
    items: null,
    valueMinor: order.valueMinor,
    currency: order.currency,
    transactionId: order.id,
    cartToken: null,
    coupon: order.coupon,
    locale: null,
    traits: null,
  };
}
