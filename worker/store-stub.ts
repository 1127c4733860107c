import type { Env } from "../durable-objects/env.ts";
import type { Store } from "../durable-objects/store/store.ts";
import { storageCounters } from "../durable-objects/storage/storage-counters.ts";

/** The object of a store, for one request, which is counted. */
export function storeStub(env: Pick<Env, "STORE">, store: string): DurableObjectStub<Store> {
  storageCounters.addRequest("Store");
  return env.STORE.get(env.STORE.idFromName(store));
}
