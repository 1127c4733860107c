import { Hono } from "hono";
import { durationMs, itemsParametersSchema } from "../../protocol/metrics-parameters.ts";
import type { AppEnv } from "../app-env.ts";
import { productNames } from "../metrics/product-names.ts";
import { rankOverShards } from "../metrics/rank-over-shards.ts";
import { toMajor } from "../metrics/to-major.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

/** What the three routes have in common but for their words. */
const ROUTES = [
  { item: "most_viewed_item", count: "views", measure: "v", window: "1h" },
  { item: "top_item_added_to_cart", count: "adds_to_cart", measure: "a", window: "24h" },
  { item: "highest_grossing_item", count: "total_sales", measure: "s", window: "24h" },
] as const;

/** `GET /v1/most_viewed_item`, `/v1/top_item_added_to_cart`, `/v1/highest_grossing_item`: windows that end now. */
export const items = new Hono<AppEnv>();

for (const route of ROUTES) {
  items.get(`/v1/${route.item}`, requireSecretKey(), readQuery(itemsParametersSchema), async (c) => {
    const { config, query } = c.var;
    const { window = route.window, limit, currency = config.settings.currency } = query;
    const now = Date.now();
    const money = route.measure === "s";
    const ask = {
      measure: money ? `s:${currency}` : route.measure,
      after: now - durationMs(window),
      upTo: now,
    };
    const { first, tiedCount, partial } = await rankOverShards(c.env, config, { name: "items", ask }, limit ?? 1);
    const shown = (count: number): number => (money ? toMajor(count, currency) : count);
    const [best] = first;
    const names =
      limit === undefined
        ? []
        : await productNames(
            c.env,
            config,
            first.map(([id]) => id),
          );
    return c.json({
      ...(limit === undefined
        ? { [route.item]: best?.[0] ?? null, [route.count]: shown(best?.[1] ?? 0) }
        : {
            data: first.map(([id, count], index) => ({
              item_id: id,
              item_name: names[index],
              [route.count]: shown(count),
            })),
          }),
      tied_count: tiedCount,
      ...(money ? { currency } : {}),
      window,
      as_of: new Date(now).toISOString(),
      ...partial,
    });
  });
}
