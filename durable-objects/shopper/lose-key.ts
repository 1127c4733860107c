import type { ShopperKey } from "../../engine/event.ts";
import type { ShopperState } from "./shopper-state.ts";
import type { StateStore } from "./state-store.ts";

/**
 * Notes with a user that a shared id is somebody else's now. A second time changes nothing.
 * @throws while the user is just laying claim to it, and might take an older answer for the newest: tell it again.
 */
export function loseKey(state: ShopperState, store: Pick<StateStore, "save">, key: ShopperKey): void {
  const binding = state.bindings[key];
  if (binding === "pending") throw new Error(`A claim on ${key} is under way`);
  if (binding !== "merged" && binding !== "shared") return;
  state.bindings[key] = "lost";
  store.save(state, Infinity);
}

/** Notes with a shared id that one of its users has learnt of the loss. */
export function toldLoser(state: ShopperState, store: Pick<StateStore, "save">, loser: ShopperKey): void {
  state.losers = state.losers.filter((other) => other !== loser);
  store.save(state, Infinity);
}
