import type { Env } from "../env.ts";
import { storeExists } from "../registry/registered-stores.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreConfig } from "./store-config.ts";

/** How long a store's configuration is trusted: a revoked key and a changed setting take effect within this time. */
export const CONFIG_CACHE_MS = 60_000;

/** Values only, never promises: one request may not wait for the I/O of another. */
const cache = new Map<string, { config: StoreConfig; readAt: number }>();

/**
 * The configuration of a store, at most {@link CONFIG_CACHE_MS} old in this isolate. Null for a store that does not
 * exist; no object is touched for it. Rejects when the store cannot be reached: stale keys are never used instead.
 */
export async function cachedStoreConfig(env: Env, store: string, now: number): Promise<StoreConfig | null> {
  const cached = cache.get(store);
  if (cached !== undefined && now - cached.readAt < CONFIG_CACHE_MS && now >= cached.readAt) return cached.config;
  if (!(await storeExists(env, store, now))) return null;
  storageCounters.addRequest("Store");
  const config = await env.STORE.get(env.STORE.idFromName(store)).config(now);
  cache.set(store, { config, readAt: now });
  return config;
}

/** Makes the next call in this isolate read afresh: after keys, settings or endpoints were changed through it. */
export function forgetStoreConfig(store: string): void {
  cache.delete(store);
}
