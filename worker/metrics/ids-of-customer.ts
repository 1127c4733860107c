import type { QuestionAnswer } from "../../durable-objects/metrics/questions/question.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { Env } from "../../durable-objects/env.ts";
import { shardOf } from "../../engine/shard-of.ts";
import { askShards } from "../ask-shards.ts";

/** The ids under which a customer's events may stand, and whether all of them are known. */
export interface CustomerIds {
  ids: string[];
  partial: { partial?: true };
}

/**
 * A customer's ids: what was sent under an id before it was known whose it is belongs to the user. Only the shards that
 * would know the customer, by a user id or an anonymous one, are asked.
 */
export async function idsOfCustomer(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  id: string,
): Promise<CustomerIds> {
  const { shards } = config;
  const numbers = new Set([shardOf(`u:${id}`, shards), shardOf(`a:${id}`, shards)]);
  const { answers, missing } = await askShards(
    env,
    config,
    async (shard) => (await shard.question(shards, { name: "aliases", ask: id })) as QuestionAnswer,
    [...numbers],
  );
  const aliases = answers.flatMap((answer) => (answer.ok ? (answer.answer as string[]) : []));
  return { ids: [id, ...aliases], partial: missing > 0 ? { partial: true } : {} };
}
