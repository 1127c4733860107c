import type { Env } from "../durable-objects/env.ts";
import type { MetricsShard } from "../durable-objects/metrics/metrics-shard.ts";
import type { StoreConfig } from "../durable-objects/store/store-config.ts";
import { storageCounters } from "../durable-objects/storage/storage-counters.ts";
import { withinTime } from "./within-time.ts";

/** A shard that has not answered by then is left out. */
const SHARD_TIMEOUT_MS = 10_000;

/** What the shards of a store answered. */
export interface ShardAnswers<Answer> {
  answers: Answer[];
  /** How many did not answer, or failed. */
  missing: number;
}

/**
 * Asks the shards of a store at the same time, every one unless `numbers` names some. Never rejects: a shard that fails
 * or is late is missing.
 */
export async function askShards<Answer>(
  env: Pick<Env, "METRICS_SHARD">,
  { store, shards }: Pick<StoreConfig, "store" | "shards">,
  ask: (shard: DurableObjectStub<MetricsShard>, number: number) => Promise<Answer>,
  numbers: readonly number[] = Array.from({ length: shards }, (_, number) => number),
): Promise<ShardAnswers<Answer>> {
  const asked = numbers.map((number) => {
    storageCounters.addRequest("MetricsShard");
    const stub = env.METRICS_SHARD.get(env.METRICS_SHARD.idFromName(`${store}/shard/${number}`));
    return withinTime(ask(stub, number), SHARD_TIMEOUT_MS);
  });
  const settled = await Promise.allSettled(asked);
  const answers = settled.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  return { answers, missing: asked.length - answers.length };
}
