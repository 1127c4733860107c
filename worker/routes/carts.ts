import { Hono } from "hono";
import type { CartRow } from "../../durable-objects/metrics/abandoned-carts-query.ts";
import { cartOrder } from "../../durable-objects/metrics/cart-order.ts";
import { toMinor } from "../../engine/money.ts";
import type { AbandonedCartsAnswer } from "../../protocol/abandoned-carts.ts";
import { apiError } from "../api-error.ts";
import type { AppEnv } from "../app-env.ts";
import { askShards } from "../ask-shards.ts";
import { cartCursor, readCartCursor } from "../carts/cart-cursor.ts";
import { readAbandonedCartsParameters } from "../carts/read-abandoned-carts-parameters.ts";
import { toAbandonedCart } from "../carts/to-abandoned-cart.ts";
import { requireSecretKey } from "../middleware/require-secret-key.ts";

const MINUTE_MS = 60_000;

/** The routes that read carts: `GET /v1/carts/abandoned`. */
export const carts = new Hono<AppEnv>();

carts.get("/v1/carts/abandoned", requireSecretKey(), async (c) => {
  const read = readAbandonedCartsParameters(new URL(c.req.url).searchParams);
  if (!read.ok) return apiError(read.code, { parameter: read.parameter, message: read.message });
  const { idle_minutes = 30, min_value = 0, sort = "oldest", limit = 100, cursor } = read.parameters;
  const after = cursor === undefined ? null : readCartCursor(sort, cursor);
  if (after === null && cursor !== undefined) {
    return apiError("invalid_parameter", { parameter: "cursor", message: "cursor is not one of this list." });
  }
  const { config } = c.var;
  const { currency } = config.settings;
  const minimumMinor = toMinor(min_value, currency);
  if (minimumMinor === null) {
    return apiError("invalid_parameter", { parameter: "min_value", message: "min_value is too large." });
  }

  const now = Date.now();
  // One row more than the page tells whether there is another page.
  const query = {
    shards: config.shards,
    now,
    idleMs: idle_minutes * MINUTE_MS,
    stage: read.parameters.stage ?? null,
    identity: read.parameters.identity ?? null,
    minimumMinor,
    currency,
    sort,
    after,
    limit: limit + 1,
  };
  const { answers, missing } = await askShards(c.env, config, async (shard) => shard.abandonedCarts(query));
  const rows: CartRow[] = [];
  for (const answer of answers) {
    if (!answer.ok) return apiError("conflict", { message: "The store was created with another number of shards." });
    rows.push(...answer.rows);
  }
  if (missing === config.shards) return apiError("unavailable");

  const page = rows.toSorted(cartOrder(sort, currency)).slice(0, limit);
  const last = page.at(-1);
  const body: AbandonedCartsAnswer = {
    data: page.map((row) => toAbandonedCart(row, now)),
    next_cursor: last !== undefined && rows.length > limit ? cartCursor(sort, last) : null,
    as_of: new Date(now).toISOString(),
    ...(missing > 0 ? { partial: true } : {}),
  };
  return c.json(body);
});
