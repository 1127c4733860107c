import type { ShopperKey } from "../../engine/event.ts";
import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { Shopper } from "./shopper.ts";
import type { ShopperState } from "./shopper-state.ts";

/** The object of another shopper, for one request, which is counted. */
export function shopperAt(env: Pick<Env, "SHOPPER">, store: string, shopper: ShopperKey): DurableObjectStub<Shopper> {
  storageCounters.addRequest("Shopper");
  return env.SHOPPER.getByName(`${store}/${shopper}`);
}

/** Where events for a shopper in this state belong now; null for the shopper itself. */
export function homeOf(
  env: Pick<Env, "SHOPPER">,
  store: string,
  state: Pick<ShopperState, "movedTo" | "forwardTo"> | null,
): { object: DurableObjectStub<Shopper>; shopper: ShopperKey } | null {
  const shopper = state?.movedTo ?? state?.forwardTo ?? null;
  return shopper === null ? null : { object: shopperAt(env, store, shopper), shopper };
}
