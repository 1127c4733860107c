import type { ShopperKey } from "../../engine/event.ts";
import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";

/** Shoppers that are cleared at the same time. */
const AT_ONCE = 24;

/**
 * Makes every shopper and every shard of a store forget everything, for development: nothing tells the shoppers that
 * they were here, and no webhook follows. Settings, keys and endpoints stay. Safe to run again after a failure.
 */
export async function clearStore(
  env: Pick<Env, "SHOPPER" | "METRICS_SHARD">,
  { name, shards }: { name: string; shards: number },
): Promise<void> {
  for (let number = 0; number < shards; number += 1) {
    storageCounters.addRequest("MetricsShard");
    const shard = env.METRICS_SHARD.getByName(`${name}/shard/${number}`);
    await clearShoppers(env, name, await shard.shoppers());
    await shard.clear();
  }
}

async function clearShoppers(env: Pick<Env, "SHOPPER">, store: string, shoppers: ShopperKey[]): Promise<void> {
  for (let from = 0; from < shoppers.length; from += AT_ONCE) {
    const others = await Promise.all(shoppers.slice(from, from + AT_ONCE).map((key) => clear(env, store, key)));
    await Promise.all(others.flat().map((key) => clear(env, store, key)));
  }
}

async function clear(env: Pick<Env, "SHOPPER">, store: string, shopper: ShopperKey): Promise<ShopperKey[]> {
  storageCounters.addRequest("Shopper");
  return await env.SHOPPER.getByName(`${store}/${shopper}`).clear();
}
