import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { storeSeed } from "../store/store-seed.ts";
import type { Registry } from "./registry.ts";

/** The registry's only object. */
const NAME = "stores";
/** How long an isolate trusts the list: a store that was created elsewhere is known here within this time. */
const LIST_CACHE_MS = 60_000;

/** Values only, never promises: one request may not wait for the I/O of another. */
let cached: { names: ReadonlySet<string>; readAt: number } | null = null;

/** The registry, for one request, which is counted. */
export function registryStub(env: Pick<Env, "REGISTRY">): DurableObjectStub<Registry> {
  storageCounters.addRequest("Registry");
  return env.REGISTRY.getByName(NAME);
}

/**
 * Whether there is a store of that name: listed in the operator's configuration, or created through the API. However
 * many names are made up, the registry is asked once a minute. Rejects when it cannot be reached.
 */
export async function storeExists(
  env: Pick<Env, "REGISTRY" | "STORES" | "MODE">,
  store: string,
  now: number,
): Promise<boolean> {
  if (storeSeed(env, store) !== null) return true;
  if (cached === null || now - cached.readAt >= LIST_CACHE_MS || now < cached.readAt) {
    const stores = await registryStub(env).stores();
    // Those of the configuration stand here only when they are closed; then the configuration alone decides.
    const created = stores.filter(({ createdAt }) => createdAt !== null);
    cached = { names: new Set(created.map(({ name }) => name)), readAt: now };
  }
  return cached.names.has(store);
}

/** Makes the next question in this isolate ask the registry: after a store was created through it. */
export function forgetRegisteredStores(): void {
  cached = null;
}
