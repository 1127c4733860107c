import { Hono } from "hono";
import { cartOrder } from "../../durable-objects/metrics/cart-order.ts";
import { abandonedCartsParametersSchema, type AbandonedCartsAnswer } from "../../protocol/abandoned-carts.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { askShards } from "../ask-shards.ts";
import { cartCursor } from "../carts/cart-cursor.ts";
import { readCarts } from "../carts/read-carts.ts";
import { toAbandonedCart } from "../carts/to-abandoned-cart.ts";
import { toShardQuery } from "../carts/to-shard-query.ts";
import { readQuery } from "../middleware/read-query.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const DEFAULT_LIMIT = 100;

/** `GET /v1/carts/abandoned`: carts idle for a while, whether or not an alert was sent. */
export const carts = new Hono<AppEnv>();

carts.get("/v1/carts/abandoned", requireSecretKey(), readQuery(abandonedCartsParametersSchema), async (c) => {
  const { limit = DEFAULT_LIMIT } = c.var.query;
  const { config } = c.var;
  const now = Date.now();
  // One row more than the page tells whether there is another page.
  const read = toShardQuery({ ...c.var.query, limit: limit + 1 }, config, now);
  if (!read.ok) return apiError("invalid_parameter", { parameter: read.parameter });
  const { query } = read;

  const { answers, missing } = await askShards(c.env, config, async (shard) => shard.abandonedCarts(query));
  if (answers.length === 0) return apiError("unavailable");
  if (answers.some((answer) => !answer.ok)) {
    return apiError("conflict", { message: "The store was created with another number of shards." });
  }

  const positions = answers.flatMap((answer) => (answer.ok ? answer.positions : []));
  const page = positions.toSorted(cartOrder(query.sort, query.currency)).slice(0, limit);
  const last = page.at(-1);
  const { rows, missing: silent } = await readCarts(c.env, config, page);
  const body: AbandonedCartsAnswer = {
    data: rows.map((row) => toAbandonedCart(row, now)),
    next_cursor: last !== undefined && positions.length > limit ? cartCursor(query.sort, last) : null,
    as_of: new Date(now).toISOString(),
    ...(missing + silent > 0 ? { partial: true } : {}),
  };
  return c.json(body);
});
