import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { LiveWatchHost } from "./live-watch.ts";

const LEASE = "live_lease";

/** A shard as its live watch sees it: a stored lease, and the store's object, which is named before the first slash. */
export function liveWatchHost(ctx: Pick<DurableObjectState, "storage" | "id">, env: Pick<Env, "STORE">): LiveWatchHost {
  const store = ctx.id.name?.split("/")[0] ?? "";
  return {
    storedLease: () => ctx.storage.kv.get<number>(LEASE) ?? 0,
    storeLease(until) {
      ctx.storage.kv.put(LEASE, until);
      storageCounters.addRowsWritten("MetricsShard", 1);
    },
    async send(frame) {
      storageCounters.addRequest("Store");
      return env.STORE.getByName(store).live(frame);
    },
  };
}
