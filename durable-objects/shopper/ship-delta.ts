import { shardOf } from "../../engine/shard-of.ts";
import type { Env } from "../env.ts";
import type { ShopperDelta } from "../metrics/shopper-delta.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { ShopperState } from "./shopper-state.ts";

/** The change of the directory that no shard has confirmed; null when there is none. */
export function pendingDelta(state: ShopperState, shards: number): ShopperDelta | null {
  if (state.shippedSequence >= state.sequence) return null;
  const { shopper, incarnation, sequence, directory } = state;
  return { shopper, shards, incarnation, sequence, directory };
}

/** Ships a change to the shopper's shard. Rejects when the shard does not take it. */
export async function shipDelta(env: Pick<Env, "METRICS_SHARD">, store: string, delta: ShopperDelta): Promise<void> {
  const shard = shardOf(delta.shopper, delta.shards);
  storageCounters.addRequest("MetricsShard");
  await env.METRICS_SHARD.getByName(`${store}/shard/${shard}`).apply(delta);
}
