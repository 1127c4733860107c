import type { ShopperEvent } from "./event.ts";
import { stageOfEvent } from "./stage.ts";

const CART_EVENTS = new Set(["add_to_cart", "remove_from_cart", "update_quantity", "cart_updated", "view_cart"]);

/** True for what counts under `cart_activity`: lines, snapshots, view_cart, stage events. */
export function isCartActivity(event: ShopperEvent): boolean {
  return CART_EVENTS.has(event.name) || stageOfEvent(event.name) !== null;
}

/**
 * True for what counts under `any_activity`: every event through the write key but `session_end`; through the secret
 * key only cart, checkout and purchase events, because a nightly identify must not push every timer.
 */
export function isAnyActivity(event: ShopperEvent): boolean {
  if (event.trust === "confirmed") return isCartActivity(event) || event.name === "purchase";
  return event.name !== "session_end";
}
