import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { forgetStoreConfig } from "../store/cached-store-config.ts";
import type { AlarmContext } from "./run-alarm.ts";

/** Tells the store that its endpoint is disabled: shoppers stop sending to it, and the owner sees why. */
export function tellStore(env: Pick<Env, "STORE">): AlarmContext["tellStore"] {
  return async function tellStoreOf(store, endpointId, reason) {
    storageCounters.addRequest("Store");
    await env.STORE.get(env.STORE.idFromName(store)).disableEndpoint(endpointId, reason);
    forgetStoreConfig(store);
  };
}
