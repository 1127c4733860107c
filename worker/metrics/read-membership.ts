import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { Series } from "../../engine/engagement/membership.ts";
import { askQuestion } from "./ask-questions.ts";

/** The numbers of a store by series and day. */
export interface Membership {
  /** How many shoppers are in a series on the n-th of the days that were asked for. */
  at(series: Series, index: number): number;
  partial: { partial?: true };
}

/** Asks how many shoppers are in each series on `count` days from `from` on. */
export async function readMembership(
  env: Pick<Env, "METRICS_SHARD">,
  config: Pick<StoreConfig, "store" | "shards">,
  { from, count }: { from: number; count: number },
): Promise<Membership> {
  const { answers, partial } = await askQuestion(env, config, "membership", { from, count });
  const sums = new Map<string, number[]>();
  for (const [series, counts] of answers.flat()) {
    const own = sums.get(series);
    sums.set(series, own === undefined ? counts : own.map((sum, index) => sum + (counts[index] ?? 0)));
  }
  return { at: (series, index) => sums.get(series)?.[index] ?? 0, partial };
}
