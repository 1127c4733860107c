import type { ShopperEvent } from "../event.ts";

/** What a shop can do to a shopper's open cart: close it as if it had been emptied, or keep silent about it. */
export type ShopAction = "close" | "mute";

const EVENT_NAMES: Readonly<Record<ShopAction, string>> = {
  close: "cartbeat:close_cart",
  mute: "cartbeat:mute_cart",
};

/**
 * What an event does to the open cart in the shop's name; null for every other event. Only a confirmed event can: the
 * write key is public, and nobody may silence a shop's alerts with it.
 */
export function shopActionOf(event: Pick<ShopperEvent, "name" | "trust">): ShopAction | null {
  if (event.trust !== "confirmed") return null;
  if (event.name === EVENT_NAMES.close) return "close";
  return event.name === EVENT_NAMES.mute ? "mute" : null;
}

/**
 * The event that a shop's action is kept as, so that truth stays a fold over events. Ids of the same action sort in the
 * order of creation; `nonce` tells two within one millisecond apart.
 */
export function shopActionEvent(action: ShopAction, at: number, nonce: string): ShopperEvent {
  return {
    id: `shop ${String(at).padStart(15, "0")} ${nonce}`,
    trust: "confirmed",
    name: EVENT_NAMES[action],
    at,
    receivedAt: at,
    sessionId: null,
    userId: null,
    anonymousId: null,
    verified: false,
    items: null,
    valueMinor: null,
    currency: "",
    transactionId: null,
    cartToken: null,
    coupon: null,
    locale: null,
    traits: null,
  };
}
