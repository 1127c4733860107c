import type { ShopperLogged } from "../../durable-objects/metrics/event-codec.ts";

/** A logged event as GET /v1/events shows it. Times RFC 3339; money in minor units of `currency`. */
export function toEvent({ shopper, event }: ShopperLogged) {
  return {
    event_id: event.id,
    event_type: event.name,
    timestamp: new Date(event.at).toISOString(),
    received_at: new Date(event.receivedAt).toISOString(),
    shopper: shopper.slice(2),
    user_id: event.userId,
    anonymous_id: event.anonymousId,
    session_id: event.sessionId,
    source: event.source,
    device: event.device,
    trust: event.trust,
    transaction_id: event.orderId,
    value_minor: event.valueMinor,
    currency: event.currency,
    items: event.items.map(([id, quantity, priceMinor, currency, name]) => ({
      item_id: id,
      ...(name === null ? {} : { item_name: name }),
      quantity,
      price_minor: priceMinor,
      ...(currency === event.currency ? {} : { currency }),
    })),
  };
}
