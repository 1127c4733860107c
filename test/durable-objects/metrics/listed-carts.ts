import { abandonedCarts } from "../../../durable-objects/metrics/abandoned-carts.ts";
import type { AbandonedCartsQuery, CartRow } from "../../../durable-objects/metrics/abandoned-carts-query.ts";
import { readRecords } from "../../../durable-objects/metrics/read-records.ts";
import type { ShardStore } from "../../../durable-objects/metrics/shard-store.ts";
import { queryOf } from "./delta-of.ts";

/** The carts of a shard in the order of a query, with what they hold. */
export function listedCarts(
  sql: SqlStorage,
  { directory }: Pick<ShardStore, "directory">,
  query: Partial<AbandonedCartsQuery> = {},
): CartRow[] {
  const positions = abandonedCarts(directory, queryOf({ limit: 10_000, ...query }));
  const shoppers = positions.map(({ shopper }) => shopper);
  const records = readRecords(sql, directory, shoppers);
  return positions.map((position) => {
    const entry = records.get(position.shopper)?.directory;
    if (!entry) throw new Error("a shopper of the list without an entry");
    return { ...position, directory: entry };
  });
}
