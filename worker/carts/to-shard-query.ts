import type { AbandonedCartsQuery } from "../../durable-objects/metrics/abandoned-carts-query.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { toMinor } from "../../engine/money.ts";
import type { AbandonedCartsParameters } from "../../protocol/abandoned-carts.ts";
import { readCartCursor } from "./cart-cursor.ts";

const MINUTE_MS = 60_000;
const DEFAULT_IDLE_MINUTES = 30;

/** What the shards are asked, or the parameter that makes no sense for this store or list. */
export type ShardQuery = { ok: true; query: AbandonedCartsQuery } | { ok: false; parameter: "cursor" | "min_value" };

/** The question to a store's shards at `now` that the parameters of GET /v1/carts/abandoned stand for. */
export function toShardQuery(
  parameters: AbandonedCartsParameters & { limit: number },
  { settings, shards }: Pick<StoreConfig, "settings" | "shards">,
  now: number,
): ShardQuery {
  const { idle_minutes = DEFAULT_IDLE_MINUTES, min_value = 0, sort = "oldest", cursor, limit } = parameters;
  const { currency } = settings;
  const after = cursor === undefined ? null : readCartCursor(sort, cursor);
  if (after === null && cursor !== undefined) return { ok: false, parameter: "cursor" };
  const minimumMinor = toMinor(min_value, currency);
  if (minimumMinor === null) return { ok: false, parameter: "min_value" };
  const query: AbandonedCartsQuery = {
    shards,
    now,
    idleMs: idle_minutes * MINUTE_MS,
    stage: parameters.stage ?? null,
    identity: parameters.identity ?? null,
    minimumMinor,
    currency,
    sort,
    after,
    limit,
  };
  return { ok: true, query };
}
