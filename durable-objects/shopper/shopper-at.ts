import type { ShopperKey } from "../../engine/event.ts";
import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { Shopper } from "./shopper.ts";

/** The object of another shopper, for one request, which is counted. */
export function shopperAt(env: Pick<Env, "SHOPPER">, store: string, shopper: ShopperKey): DurableObjectStub<Shopper> {
  storageCounters.addRequest("Shopper");
  return env.SHOPPER.getByName(`${store}/${shopper}`);
}
