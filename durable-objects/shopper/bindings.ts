import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { laysClaim } from "../../engine/identity/binding.ts";
import { shopperKeyOf } from "../../engine/shopper-key.ts";
import type { ShopperState } from "./shopper-state.ts";

/** Notes the anonymous ids to which a user lays claim with events, so that their objects are asked. */
export function noteAnonymousIds(state: ShopperState, events: readonly ShopperEvent[]): void {
  if (!state.shopper.startsWith("u:")) return;
  for (const event of events) {
    // What is forwarded from an id names no user, and claims nothing.
    const key = event.userId === null ? null : shopperKeyOf(null, event.anonymousId);
    if (key !== null && laysClaim(state.bindings[key], event)) state.bindings[key] = "pending";
  }
}

/** Keys whose past is still to be taken over. */
export function pendingBindings(state: ShopperState): ShopperKey[] {
  const keys = Object.keys(state.bindings) as ShopperKey[];
  return keys.filter((key) => state.bindings[key] === "pending");
}
