import type { ShopperKey, Trust } from "../event.ts";
import type { Truth } from "../truth/truth.ts";
import type { Engagement, OrderLine } from "./engagement.ts";
import type { Fact } from "./fact.ts";

/** What one shopper says of an order. Several may name the same; one of them counts. Money in minor units. */
export interface OrderClaim {
  at: number;
  receivedAt: number;
  trust: Trust;
  valueMinor: number;
  currency: string;
  refundedMinor: number;
  cancelled: boolean;
  lines: OrderLine[];
}

/** The orders that a shopper names, as parts that ship to the shards of the orders (`o:` and the order's id). */
export function orderFacts(truth: Pick<Truth, "orders">, engagement: Engagement, shopper: ShopperKey): Fact[] {
  return truth.orders.flatMap((order) => {
    const { id, at, receivedAt, trust, valueMinor, currency, refundedMinor, bought, cancelledAt } = order;
    if (!bought) return [];
    const kept = Object.hasOwn(engagement.orders, id) ? engagement.orders[id] : undefined;
    const value: OrderClaim = {
      at,
      receivedAt,
      trust,
      valueMinor,
      currency,
      refundedMinor,
      cancelled: cancelledAt !== null,
      lines: linesLeft(kept?.lines ?? [], kept?.refunded ?? []),
    };
    // A purchase that states no order id has the shopper's own: two shoppers may send the same message id.
    const own = /^[cs]:/.test(id) ? `${shopper}\n${id}` : id;
    return [{ key: `o:${own}`, at, value }];
  });
}

/** The claim that counts: a confirmed one before a claimed one, then the first received, then by shopper. */
export function winningClaim(claims: Readonly<Record<string, OrderClaim>>): OrderClaim | null {
  let best: [string, OrderClaim] | null = null;
  for (const entry of Object.entries(claims)) if (best === null || precedes(entry, best)) best = entry;
  return best?.[1] ?? null;
}

function precedes([shopper, a]: [string, OrderClaim], [other, b]: [string, OrderClaim]): boolean {
  if (a.trust !== b.trust) return a.trust === "confirmed";
  if (a.receivedAt !== b.receivedAt) return a.receivedAt < b.receivedAt;
  return shopper < other;
}

function linesLeft(lines: readonly OrderLine[], refunded: readonly [string, number][]): OrderLine[] {
  const left = new Map<string, number>();
  for (const [item, quantity] of refunded) left.set(item, (left.get(item) ?? 0) + quantity);
  return lines.flatMap(([item, quantity, priceMinor, currency]): OrderLine[] => {
    const gone = Math.min(left.get(item) ?? 0, quantity);
    left.set(item, (left.get(item) ?? 0) - gone);
    return gone === quantity ? [] : [[item, quantity - gone, priceMinor, currency]];
  });
}
