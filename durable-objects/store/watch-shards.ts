import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreState } from "./store-row.ts";

/** Asks every shard of the store to report until then. One that cannot be reached is asked again with the next lease. */
export async function watchShards(
  env: Pick<Env, "METRICS_SHARD">,
  { name, shards }: Pick<StoreState, "name" | "shards">,
  until: number,
): Promise<void> {
  const asked = Array.from({ length: shards }, async (_, number) => {
    storageCounters.addRequest("MetricsShard");
    await env.METRICS_SHARD.getByName(`${name}/shard/${number}`).watch(until);
  });
  await Promise.allSettled(asked);
}
