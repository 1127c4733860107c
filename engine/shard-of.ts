import type { ShopperKey } from "./event.ts";
import { hash32 } from "./hash.ts";

/** The metrics shard that a shopper belongs to: 0 … `shards` − 1, the same for ever with the same number of shards. */
export function shardOf(shopper: ShopperKey, shards: number): number {
  return hash32(shopper) % shards;
}
