import type { Env } from "../durable-objects/env.ts";
import type { Shopper } from "../durable-objects/shopper/shopper.ts";
import { storageCounters } from "../durable-objects/storage/storage-counters.ts";
import type { ShopperKey } from "../engine/event.ts";

/** The object of a shopper, for one request, which is counted. */
export function shopperStub(env: Pick<Env, "SHOPPER">, store: string, shopper: ShopperKey): DurableObjectStub<Shopper> {
  storageCounters.addRequest("Shopper");
  return env.SHOPPER.get(env.SHOPPER.idFromName(`${store}/${shopper}`));
}
