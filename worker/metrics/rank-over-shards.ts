import type { Env } from "../../durable-objects/env.ts";
import type { Questions } from "../../durable-objects/metrics/questions/question.ts";
import type { Wanted } from "../../durable-objects/metrics/questions/counted.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { type Ranked, leastToCompete, sumRanked, topRanked } from "../../engine/metrics/rank-items.ts";
import { askQuestion } from "./ask-questions.ts";

/** The first items of a store. */
export interface Ranking {
  /** At most as many as were asked for. */
  first: Ranked[];
  /** How many items have as much as the very first. */
  tiedCount: number;
  partial: { partial?: true };
}

/** Asks one round; `name` and `ask` say what is ranked. */
type Round = (wanted: Wanted) => Promise<{ answers: Ranked[][]; partial: { partial?: true } }>;

/** The questions that rank. */
export type RankingQuestion = { name: "items"; ask: Omit<Questions["items"]["ask"], "wanted"> } | { name: "products" };

/**
 * The first `count` items over all shards, exactly, in three rounds: the first of each shard; every item that has enough
 * in one of them to compete; what is missing of those by id. The second round asks for as much as ties need, too.
 */
export async function rankOverShards(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  question: RankingQuestion,
  count: number,
): Promise<Ranking> {
  const round: Round = async (wanted) =>
    question.name === "items"
      ? askQuestion(env, config, "items", { ...question.ask, wanted })
      : askQuestion(env, config, "products", wanted);
  const top = await round({ top: count });
  const partialSums = sumRanked(top.answers);
  if (partialSums.size === 0) return { first: [], tiedCount: 0, partial: top.partial };
  const competing = await round({ atLeast: leastToCompete(partialSums, count, config.shards) });
  const ids = [...new Set([...partialSums.keys(), ...competing.answers.flat().map(([item]) => item)])];
  const counted = await round({ ids });
  const sums = sumRanked(counted.answers);
  const first = topRanked(sums, count);
  const best = first[0]?.[1] ?? 0;
  // Whoever ties with the first competes with it: its count over all shards cannot be below the least in each.
  const tiedCount = [...sums.values()].filter((sum) => sum === best && best > 0).length;
  return { first, tiedCount, partial: { ...top.partial, ...competing.partial, ...counted.partial } };
}
