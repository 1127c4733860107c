import { isCartActivity } from "../activity.ts";
import type { ShopperEvent } from "../event.ts";
import { isInternal } from "../exclusion/is-internal.ts";
import type { Rules } from "../rules.ts";

const ORDER_EVENTS = new Set(["purchase", "order_cancelled", "refund"]);

/**
 * The event with only what folding reads. A shopper's past is kept for refolding and most of it is views: their items
 * matter only where browsing can be abandoned, their other details only to the event log.
 */
export function slimEvent(event: ShopperEvent, rules: Rules): ShopperEvent {
  const { name, source, device } = event;
  // Every event passes here, and a plain copy is several times cheaper than one that leaves fields out.
  const slim = source === undefined && device === undefined ? { ...event } : withoutOrigin(event);
  slim.traits = wantedTraits(event.traits, rules.payloadTraits);
  if (isInternal(event, rules.internalUsers)) slim.internal = true;
  const whole = isCartActivity(event) || ORDER_EVENTS.has(name);
  if (whole || (name === "view_item" && rules.cutoffMs.browse !== null)) return slim;
  slim.items = null;
  slim.valueMinor = null;
  slim.transactionId = null;
  slim.cartToken = null;
  slim.coupon = null;
  return slim;
}

function withoutOrigin({ source: _source, device: _device, ...event }: ShopperEvent): ShopperEvent {
  return event;
}

function wantedTraits(traits: ShopperEvent["traits"], wanted: readonly string[]): ShopperEvent["traits"] {
  if (traits === null) return null;
  const kept = wanted.filter((name) => Object.hasOwn(traits, name)).map((name) => [name, traits[name]] as const);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
