import type { Env } from "../../durable-objects/env.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { orderShardOf } from "../../engine/contribution/order-shard.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { NormalizedBatch } from "../../engine/normalize/normalize-batch.ts";
import type { Rejection } from "../../protocol/ingest-answer.ts";
import { askShards } from "../ask-shards.ts";

/** Events that came without a user: those whose shopper was found, and the others. */
export interface Owners {
  events: { index: number; shopper: ShopperKey; event: ShopperEvent }[];
  rejected: Rejection[];
}

/**
 * Finds the shoppers of confirmed orders that name none: who named the order before, else whose cart it was. Null when
 * a shard that might know did not answer: the whole request should come again.
 */
export async function findOwners(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
  unowned: NormalizedBatch["unowned"],
): Promise<Owners | null> {
  const found: Owners = { events: [], rejected: [] };
  for (const { index, event } of unowned) {
    const owner = await ownerOf(env, config, event);
    if (owner === undefined) return null;
    if (owner !== null) found.events.push({ index, shopper: owner, event });
    else found.rejected.push({ index, messageId: event.id, code: "missing_shopper", message: UNKNOWN });
  }
  return found;
}

const UNKNOWN = "userId or anonymousId is missing, and no shopper is known by this transaction_id or cart_token";

/** Null: nobody. Undefined: it could not be told. */
async function ownerOf(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
  { transactionId, cartToken }: ShopperEvent,
): Promise<ShopperKey | null | undefined> {
  if (transactionId !== null) {
    const shard = env.METRICS_SHARD.getByName(`${config.store}/shard/${orderShardOf(transactionId, config.shards)}`);
    storageCounters.addRequest("MetricsShard");
    const owner = await shard.ownerOfOrder(transactionId).catch(() => undefined);
    if (owner !== null) return owner;
  }
  if (cartToken === null) return null;
  const { answers, missing } = await askShards(env, config, async (shard) => shard.findCart({ cartToken }));
  const owner = answers.find((answer) => answer !== null) ?? null;
  return owner === null && missing > 0 ? undefined : owner;
}
