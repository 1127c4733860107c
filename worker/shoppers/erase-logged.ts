import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { Env } from "../../durable-objects/env.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import type { ShopperKey } from "../../engine/event.ts";
import { shardOf } from "../../engine/shard-of.ts";
import { askQuestion } from "../metrics/ask-questions.ts";
import { NO_FILTER } from "../metrics/no-filter.ts";

/**
 * Takes the events of a shopper out of the log whose own object knows nothing any more: a visitor who was let go before
 * the log's time was over. False when there were none. Rejects when its shard cannot be reached.
 */
export async function eraseLogged(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  shopper: ShopperKey,
): Promise<boolean> {
  const filter = { ...NO_FILTER, customers: [shopper.slice(2)] };
  const { answers, partial } = await askQuestion(env, config, "events", { filter, after: null, limit: 1000 });
  if (partial.partial === true) throw new Error("a shard did not answer");
  if (!answers.flat().some((logged) => logged.shopper === shopper)) return false;
  storageCounters.addRequest("MetricsShard");
  await env.METRICS_SHARD.getByName(`${config.store}/shard/${shardOf(shopper, config.shards)}`).eraseEvents(shopper);
  return true;
}
