import type { Env } from "../env.ts";
import { storeExists } from "../registry/registered-stores.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreConfig } from "./store-config.ts";

/** How long a store's configuration is trusted: a revoked key and a changed setting take effect within this time. */
export const CONFIG_CACHE_MS = 60_000;

/** Nobody waits longer for what another one hears, who may have been stopped. */
const WAIT_MS = 2_000;
/** How soon, and then how often, those who wait look whether the answer has come. */
const FIRST_LOOK_MS = 5;
const LOOK_EVERY_MS = 100;

/** Values only, never promises: one request may not wait for the I/O of another. */
const cache = new Map<string, { config: StoreConfig; readAt: number }>();
/** Stores that somebody is asking just now. */
const asking = new Set<string>();
/** How often each store's configuration was forgotten. */
const changes = new Map<string, number>();

/**
 * The configuration of a store, at most {@link CONFIG_CACHE_MS} old in this isolate. Null for a store that does not
 * exist; no object is touched for it. Rejects when the store cannot be reached: stale keys are never used instead.
 *
 * One asks and the others wait for what it hears: after a restart hundreds of overdue alarms ring at one moment.
 */
export async function cachedStoreConfig(env: Env, store: string, now: number): Promise<StoreConfig | null> {
  const cached = freshOf(store, now);
  if (cached !== null) return cached;
  if (!(await storeExists(env, store, now))) return null;
  // Without a wait in between, or all of those who come at once would find nobody asking.
  const heard = asking.has(store) ? await heardOf(store, now) : null;
  return heard ?? (await ask(env, store, now));
}

/** Makes the next call in this isolate read afresh: after keys, settings or endpoints were changed through it. */
export function forgetStoreConfig(store: string): void {
  cache.delete(store);
  // What is under way may be the configuration from before the change.
  changes.set(store, (changes.get(store) ?? 0) + 1);
  asking.delete(store);
}

function freshOf(store: string, now: number): StoreConfig | null {
  const cached = cache.get(store);
  return cached !== undefined && now - cached.readAt < CONFIG_CACHE_MS && now >= cached.readAt ? cached.config : null;
}

/** What somebody else has heard who was asking already; null when that was in vain. */
async function heardOf(store: string, now: number): Promise<StoreConfig | null> {
  const until = Date.now() + WAIT_MS;
  for (let wait = FIRST_LOOK_MS; asking.has(store) && Date.now() < until; wait = Math.min(2 * wait, LOOK_EVERY_MS)) {
    await scheduler.wait(wait);
  }
  return freshOf(store, now);
}

async function ask(env: Env, store: string, now: number): Promise<StoreConfig> {
  const before = changes.get(store);
  asking.add(store);
  try {
    storageCounters.addRequest("Store");
    const config = await env.STORE.get(env.STORE.idFromName(store)).config(now);
    if (changes.get(store) === before) cache.set(store, { config, readAt: now });
    return config;
  } finally {
    if (changes.get(store) === before) asking.delete(store);
  }
}
