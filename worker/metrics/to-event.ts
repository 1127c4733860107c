import type { ShopperLogged } from "../../durable-objects/metrics/event-codec.ts";
import { EVENT_MARKS } from "../../protocol/history-origin.ts";

const MARK_FIELDS = { bot_agent: "botAgent", automated: "automated", internal: "internal" } as const;

/** A logged event as GET /v1/events shows it. Times RFC 3339; money in minor units of `currency`. */
export function toEvent({ shopper, event }: ShopperLogged) {
  return {
    event_id: event.id,
    event_type: event.name,
    timestamp: new Date(event.at).toISOString(),
    received_at: new Date(event.receivedAt).toISOString(),
    shopper: shopper.slice(2),
    shopper_kind: shopper.startsWith("u:") ? "user" : "anonymous",
    user_id: event.userId,
    anonymous_id: event.anonymousId,
    session_id: event.sessionId,
    source: event.source,
    device: event.device,
    trust: event.trust,
    identity_verified: event.verified === true,
    marks: EVENT_MARKS.filter((mark) => event[MARK_FIELDS[mark]] === true),
    cart_token: event.cartToken ?? null,
    coupon: event.coupon ?? null,
    locale: event.locale ?? null,
    traits: event.traits ?? null,
    restore_token: event.restoreToken ?? null,
    transaction_id: event.orderId,
    value_minor: event.valueMinor,
    currency: event.currency,
    /** False where the message carried no list of items at all. */
    has_items: event.items.length > 0 || event.emptyList === true,
    items: event.items.map(([id, quantity, priceMinor, currency, name, details = {}]) => ({
      item_id: id,
      ...(name === null ? {} : { item_name: name }),
      ...(details.variant === undefined ? {} : { item_variant: details.variant }),
      quantity,
      price_minor: priceMinor,
      ...(currency === event.currency ? {} : { currency }),
      ...(details.url === undefined ? {} : { url: details.url }),
      ...(details.imageUrl === undefined ? {} : { image_url: details.imageUrl }),
    })),
  };
}
