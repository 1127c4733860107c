import { CELL_KINDS } from "../../../engine/contribution/cell.ts";
import type { Ranked } from "../../../engine/metrics/rank-items.ts";
import { hash32 } from "../../../engine/hash.ts";
import type { ShardState } from "../shard-state.ts";
import { Counted, type Wanted } from "./counted.ts";
import { type ItemsCache, remember } from "./items.ts";

const PRODUCT_BUCKETS = 16;

/** What a shard counts without regard to time. */
export interface TotalsAnswer {
  /** Keys as in engine/contribution/event-cells.ts: `events`, `type:…`, `source:…`, `device:…`, `sessions`. */
  totals: [key: string, count: number][];
  customers: number;
}

/** The totals of this shard. */
export function totals({ cells, directory }: ShardState): TotalsAnswer {
  return { totals: [...cells.read(CELL_KINDS.total, 0)], customers: directory.views.counted };
}

/** The products that were added, by the number of adds. */
export function products({ cells }: ShardState, { whole }: ItemsCache, wanted: Wanted): Ranked[] {
  let version = 0;
  for (let bucket = 0; bucket < PRODUCT_BUCKETS; bucket += 1) version += cells.version(CELL_KINDS.product, bucket);
  const known = whole.get("products");
  const counted = known?.version === version ? known.counted : new Counted(new Map(added({ cells })));
  remember(whole, "products", { version, counted });
  return counted.with(new Map(), wanted);
}

/** Name and value of products that were added; values by currency in minor units. */
export interface ProductDetails {
  id: string;
  name: string | null;
  values: [currency: string, valueMinor: number][];
}

/** What this shard knows of products by id; of several names the one that came most often. */
export function productDetails({ cells }: Pick<ShardState, "cells">, ids: readonly string[]): ProductDetails[] {
  const known = new Map(
    ids.map((id): [string, ProductDetails & { named: number }] => [id, { id, name: null, values: [], named: 0 }]),
  );
  for (const bucket of new Set(ids.map((id) => hash32(id) % PRODUCT_BUCKETS))) {
    for (const [key, count] of cells.read(CELL_KINDS.product, bucket)) {
      if (key.startsWith("w:")) known.get(key.slice(6))?.values.push([key.slice(2, 5), count]);
      if (!key.startsWith("t:")) continue;
      const [id = "", name = ""] = key.slice(2).split("\n");
      const own = known.get(id);
      if (own === undefined || count < own.named || (count === own.named && name > (own.name ?? ""))) continue;
      own.name = name;
      own.named = count;
    }
  }
  return [...known.values()].map(({ id, name, values }) => ({ id, name, values }));
}

function* added({ cells }: Pick<ShardState, "cells">): Generator<Ranked> {
  for (let bucket = 0; bucket < PRODUCT_BUCKETS; bucket += 1) {
    for (const [key, count] of cells.read(CELL_KINDS.product, bucket)) {
      if (key.startsWith("n:")) yield [key.slice(2), count];
    }
  }
}
