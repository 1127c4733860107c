import { CELL_KINDS } from "../../../engine/contribution/cell.ts";
import { type Ranked, topRanked } from "../../../engine/metrics/rank-items.ts";
import { hash32 } from "../../../engine/hash.ts";
import type { ShardState } from "../shard-state.ts";
import type { Wanted } from "./items.ts";

const PRODUCT_BUCKETS = 16;

/** What a shard counts without regard to time. */
export interface TotalsAnswer {
  /** Keys as in engine/contribution/event-cells.ts: `events`, `type:…`, `source:…`, `device:…`, `sessions`. */
  totals: [key: string, count: number][];
  customers: number;
}

/** The totals of this shard. */
export function totals({ cells, directory }: ShardState): TotalsAnswer {
  let customers = 0;
  for (const row of directory.rows.values()) if (!row.excluded) customers += 1;
  return { totals: [...cells.read(CELL_KINDS.total, 0)], customers };
}

/** The products that were added, by the number of adds. */
export function products({ cells }: ShardState, wanted: Wanted): Ranked[] {
  if ("ids" in wanted) {
    return wanted.ids.map((id) => [
      id,
      cells.read(CELL_KINDS.product, hash32(id) % PRODUCT_BUCKETS).get(`n:${id}`) ?? 0,
    ]);
  }
  const counts = added({ cells });
  return "top" in wanted ? topRanked(counts, wanted.top) : [...counts].filter(([, count]) => count >= wanted.atLeast);
}

/** Name and value of products that were added; values by currency in minor units. */
export interface ProductDetails {
  id: string;
  name: string | null;
  values: [currency: string, valueMinor: number][];
}

/** What this shard knows of products by id. */
export function productDetails({ cells, events }: ShardState, ids: readonly string[]): ProductDetails[] {
  return ids.map((id) => {
    const values: [string, number][] = [];
    for (const [key, count] of cells.read(CELL_KINDS.product, hash32(id) % PRODUCT_BUCKETS)) {
      if (key.startsWith("w:") && key.slice(6) === id) values.push([key.slice(2, 5), count]);
    }
    return { id, name: nameOf(events, id), values };
  });
}

function* added({ cells }: Pick<ShardState, "cells">): Generator<Ranked> {
  for (let bucket = 0; bucket < PRODUCT_BUCKETS; bucket += 1) {
    for (const [key, count] of cells.read(CELL_KINDS.product, bucket)) {
      if (key.startsWith("n:")) yield [key.slice(2), count];
    }
  }
}

function nameOf(events: ShardState["events"], id: string): string | null {
  for (const list of events.lists(-Infinity, Infinity, [`i${id}`, "nadd_to_cart"])) {
    for (const { event } of list.events()) {
      const named = event.items.find(([item, , , , name]) => item === id && name !== null);
      if (named !== undefined) return named[4];
    }
  }
  return null;
}
