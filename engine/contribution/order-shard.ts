import { hash32 } from "../hash.ts";

/** The metrics shard that holds the claims on an order: 0 … `shards` − 1, the same for ever. */
export function orderShardOf(order: string, shards: number): number {
  return hash32(`order ${order}`) % shards;
}
