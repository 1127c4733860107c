import type { Item, ShopperEvent } from "../event.ts";
import { orderIdOf } from "../truth/fold-order.ts";
import type { EngagementRules } from "./fold-engagement.ts";
import type { OrderLine, OrderLines } from "./engagement.ts";

/** Keeps the lines of the statement of an order that counts: a confirmed one before a claimed, then the first received. */
export function foldOrderLines(orders: Record<string, OrderLines>, event: ShopperEvent, rules: EngagementRules): void {
  if (event.name === "purchase") {
    prune(orders, event.at - rules.expireMs - rules.constants.lateWindowMs);
    const id = orderIdOf(event);
    const known = Object.hasOwn(orders, id) ? orders[id] : undefined;
    if (known !== undefined && !wins(event, known)) return;
    const { at, receivedAt, trust } = event;
    const lines = (event.items ?? []).flatMap(lineOf);
    orders[id] = { at: known?.at ?? at, receivedAt, trust, lines, refunded: known?.refunded ?? [] };
  } else if (event.name === "refund" && event.transactionId !== null && event.items !== null) {
    const known = Object.hasOwn(orders, event.transactionId) ? orders[event.transactionId] : undefined;
    if (known === undefined || (event.trust === "claim" && known.trust === "confirmed")) return;
    const refunded = event.items.map(({ id, quantity }): [string, number] => [id, quantity ?? 1]);
    orders[event.transactionId] = { ...known, refunded: [...known.refunded, ...refunded] };
  }
}

function wins(event: ShopperEvent, known: OrderLines): boolean {
  return event.trust === known.trust ? event.receivedAt < known.receivedAt : event.trust === "confirmed";
}

function lineOf({ id, quantity, priceMinor, currency }: Item): OrderLine[] {
  return priceMinor === null ? [] : [[id, quantity ?? 1, priceMinor, currency]];
}

function prune(orders: Record<string, OrderLines>, horizon: number): void {
  for (const [id, { at }] of Object.entries(orders)) if (at < horizon) delete orders[id];
}
