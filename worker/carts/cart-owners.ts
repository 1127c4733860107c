import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { askShards } from "../ask-shards.ts";
import { shopperKeys } from "../shopper-keys.ts";

/** Who a cart's request says its shopper is. */
export interface NamedOwner {
  shopper?: string | undefined;
  kind?: "user" | "anonymous" | undefined;
}

/**
 * The shoppers to ask for a cart: the one that the request names (an id may be a user's or an anonymous one), else the
 * one that the store's shards know the cart of. Null when some shard did not answer and the others do not know it.
 */
export async function cartOwners(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  cartId: string,
  { shopper, kind }: NamedOwner,
): Promise<ShopperKey[] | null> {
  if (shopper !== undefined) return shopperKeys(shopper, kind);
  const { answers, missing } = await askShards(env, config, async (shard) => shard.findCart({ cartId }));
  const found = answers.filter((answer) => answer !== null);
  return found.length === 0 && missing > 0 ? null : found;
}
