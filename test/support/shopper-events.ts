import type { Item, ShopperEvent } from "../../engine/event.ts";
import { type Rules, rulesOf } from "../../engine/rules.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../protocol/settings.ts";

/** A time to begin at: noon UTC, so that quiet nights are far. */
export const NOON = Date.UTC(2026, 10, 20, 12);
/** One minute in milliseconds. */
export const MINUTE = 60_000;

let made = 0;

/** An event of a visitor with a session; `minute` is counted from {@link NOON}. */
export function event(name: string, minute: number, more: Partial<ShopperEvent> = {}): ShopperEvent {
  made += 1;
  const at = NOON + Math.round(minute * MINUTE);
  return {
    id: `m${String(made).padStart(6, "0")}`,
    trust: "claim",
    name,
    at,
    receivedAt: at,
    sessionId: "s1",
    userId: "u1",
    anonymousId: null,
    verified: false,
    items: null,
    valueMinor: null,
    currency: "USD",
    transactionId: null,
    cartToken: null,
    coupon: null,
    locale: null,
    traits: null,
    ...more,
  };
}

/** One product line: a price in cents, once unless said otherwise. */
export function item(id: string, priceMinor: number | null = 1000, quantity: number | null = 1): Item {
  return { id, variant: null, name: null, priceMinor, currency: "USD", quantity, url: null, imageUrl: null };
}

/** An add of one product. */
export function add(id: string, minute: number, more: Partial<ShopperEvent> = {}): ShopperEvent {
  return event("add_to_cart", minute, { items: [item(id)], ...more });
}

/** Rules from settings that differ from the defaults. */
export function rules(settings: Partial<Settings> = {}): Rules {
  return rulesOf({ ...DEFAULT_SETTINGS, ...settings });
}

/** Cut-offs with every stage of a cart at so many minutes; browsing is off. */
export function cutoff(minutes: number | null): Settings["cutoff_minutes"] {
  return { browse: null, cart: minutes, checkout: minutes, payment: minutes };
}
