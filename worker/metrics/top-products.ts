import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { askQuestion } from "./ask-questions.ts";
import { rankOverShards } from "./rank-over-shards.ts";
import { toMajor } from "./to-major.ts";

/** How many products are shown. */
const SHOWN = 10;

/** One of the products that were added most. Money in major units. */
interface TopProduct {
  product_id: string;
  product_name: string | null;
  add_count: number;
  /** In the store's currency. */
  total_value: number;
  /** In others, by currency. */
  other_values?: Record<string, number>;
}

/** The products that were added most often, with name and value. */
export async function topProducts(
  env: Pick<Env, "METRICS_SHARD">,
  config: StoreConfig,
): Promise<{ data: TopProduct[]; partial: { partial?: true } }> {
  const ranking = await rankOverShards(env, config, { name: "products" }, SHOWN);
  const ids = ranking.first.map(([item]) => item);
  if (ids.length === 0) return { data: [], partial: ranking.partial };
  const details = await askQuestion(env, config, "productDetails", ids);
  const data = ranking.first.map(([id, count]): TopProduct => {
    const known = details.answers.flatMap((answer) => answer.filter((product) => product.id === id));
    const values = new Map<string, number>();
    for (const product of known) {
      for (const [currency, value] of product.values) values.set(currency, (values.get(currency) ?? 0) + value);
    }
    const { currency } = config.settings;
    const own = values.get(currency) ?? 0;
    values.delete(currency);
    const others = [...values].map(([code, value]) => [code, toMajor(value, code)] as const);
    return {
      product_id: id,
      product_name: known.find(({ name }) => name !== null)?.name ?? null,
      add_count: count,
      total_value: toMajor(own, currency),
      ...(others.length === 0 ? {} : { other_values: Object.fromEntries(others) }),
    };
  });
  return { data, partial: { ...ranking.partial, ...details.partial } };
}
