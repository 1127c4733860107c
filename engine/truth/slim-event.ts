import { isCartActivity } from "../activity.ts";
import type { ShopperEvent } from "../event.ts";
import { isInternal } from "../exclusion/is-internal.ts";
import type { Rules } from "../rules.ts";

const ORDER_EVENTS = new Set(["purchase", "order_cancelled", "refund"]);

/**
 * The event with only what folding reads. A shopper's past is kept for refolding and most of it is views: their items
 * matter only where browsing can be abandoned, their other details only to the event log.
 */
export function slimEvent({ source: _source, device: _device, ...event }: ShopperEvent, rules: Rules): ShopperEvent {
  const told: ShopperEvent = {
    ...event,
    traits: wantedTraits(event.traits, rules.payloadTraits),
    ...(isInternal(event, rules.internalUsers) ? { internal: true } : {}),
  };
  const whole = isCartActivity(event) || ORDER_EVENTS.has(event.name);
  if (whole || (event.name === "view_item" && rules.cutoffMs.browse !== null)) return told;
  return { ...told, items: null, valueMinor: null, transactionId: null, cartToken: null, coupon: null };
}

function wantedTraits(traits: ShopperEvent["traits"], wanted: readonly string[]): ShopperEvent["traits"] {
  if (traits === null) return null;
  const kept = wanted.filter((name) => Object.hasOwn(traits, name)).map((name) => [name, traits[name]] as const);
  return kept.length === 0 ? null : Object.fromEntries(kept);
}
