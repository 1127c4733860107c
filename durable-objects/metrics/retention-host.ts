import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { cachedStoreConfig } from "../store/cached-store-config.ts";
import type { RetentionHost } from "./retention.ts";

/** A shard's surroundings as its retention sees them: its alarm, its store's settings, its shoppers' objects. */
export function retentionHost(
  ctx: Pick<DurableObjectState, "storage" | "id">,
  env: Env,
): Pick<RetentionHost, "getAlarm" | "setAlarm" | "config" | "retire"> {
  const store = ctx.id.name?.split("/")[0] ?? "";
  return {
    getAlarm: () => ctx.storage.getAlarm(),
    setAlarm: (at) => ctx.storage.setAlarm(at),
    config: (now) => cachedStoreConfig(env, store, now),
    async retire(shopper, config) {
      storageCounters.addRequest("Shopper");
      const { settings, salt, shards, endpoints } = config;
      return await env.SHOPPER.getByName(`${store}/${shopper}`).retire({ settings, salt, shards, endpoints });
    },
  };
}
