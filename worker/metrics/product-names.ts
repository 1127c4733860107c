import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { askQuestion } from "./ask-questions.ts";

/** The names of products, in the order of their ids; null for one that was never put into a cart under a name. */
export async function productNames(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
  ids: string[],
): Promise<(string | null)[]> {
  if (ids.length === 0) return [];
  const { answers } = await askQuestion(env, config, "productDetails", ids);
  const known = answers.flat();
  return ids.map((id) => known.find((product) => product.id === id && product.name !== null)?.name ?? null);
}
