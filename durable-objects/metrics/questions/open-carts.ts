import { type OpenCarts, countOpenCart, noOpenCarts } from "../../../engine/metrics/open-carts.ts";
import type { Rules } from "../../../engine/rules.ts";
import type { ShardState } from "../shard-state.ts";

/** The store's cut-offs, and when they are asked for. */
export interface OpenCartsQuestion {
  cutoffMs: Rules["cutoffMs"];
  /** Epoch milliseconds. */
  now: number;
}

/** Every shopper of this shard that counts, counted in one pass over what memory holds. */
export function openCarts({ directory }: ShardState, { cutoffMs, now }: OpenCartsQuestion): OpenCarts {
  const sums = noOpenCarts();
  for (const row of directory.rows.values()) if (!row.excluded) countOpenCart(sums, row, cutoffMs, now);
  return sums;
}
