import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { shopperKeyOf } from "../../engine/shopper-key.ts";
import type { ShopperState } from "./shopper-state.ts";

/** Notes the anonymous ids with which a user's events come, so that their past is taken over. */
export function noteAnonymousIds(state: ShopperState, events: readonly ShopperEvent[]): void {
  if (!state.shopper.startsWith("u:")) return;
  for (const { anonymousId } of events) {
    const key = shopperKeyOf(null, anonymousId);
    if (key !== null && state.bindings[key] === undefined) state.bindings[key] = "pending";
  }
}

/** Keys whose past is still to be taken over. */
export function pendingBindings(state: ShopperState): ShopperKey[] {
  const keys = Object.keys(state.bindings) as ShopperKey[];
  return keys.filter((key) => state.bindings[key] === "pending");
}
