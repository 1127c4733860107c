import type { ShopperKey } from "../../../engine/event.ts";
import { readRecords } from "../read-records.ts";
import type { ShardState } from "../shard-state.ts";

/** The other ids of a shopper: those whose past it has taken over. Empty where the shard does not know the shopper. */
export function aliases({ sql, directory }: ShardState, id: string): string[] {
  const keys = [`u:${id}`, `a:${id}`].filter((key) => directory.rows.has(key as ShopperKey)) as ShopperKey[];
  const records = readRecords(sql, directory, keys);
  return [...records.values()].flatMap(({ facts }) => (facts["k"] as string[] | undefined) ?? []);
}
