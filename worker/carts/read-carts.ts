import type { CartRow } from "../../durable-objects/metrics/abandoned-carts-query.ts";
import type { CartPosition } from "../../durable-objects/metrics/cart-order.ts";
import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { shardOf } from "../../engine/shard-of.ts";
import { askShards } from "../ask-shards.ts";

/**
 * What the carts of a page hold, in the order given, from the shards that have them. Left out is a shopper who has been
 * removed meanwhile, and whose shard does not answer.
 */
export async function readCarts(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  page: readonly CartPosition[],
): Promise<{ rows: CartRow[]; missing: number }> {
  const byShard = Map.groupBy(page, ({ shopper }) => shardOf(shopper, config.shards));
  const { answers, missing } = await askShards(
    env,
    config,
    async (shard, number) => shard.directoryEntries((byShard.get(number) ?? []).map(({ shopper }) => shopper)),
    [...byShard.keys()],
  );
  const entries = new Map(answers.flat().map(({ shopper, directory }) => [shopper, directory]));
  const rows = page.flatMap((position): CartRow[] => {
    const directory = entries.get(position.shopper);
    return directory === undefined ? [] : [{ ...position, directory }];
  });
  return { rows, missing };
}
