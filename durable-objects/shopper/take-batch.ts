import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";
import { takeEvents } from "./take-events.ts";
import { takeImported } from "./take-imported.ts";

/**
 * Takes a share of a batch in: as what has just come, or as history.
 * @throws while the shopper is being erased: the client comes again.
 */
export function takeBatch(
  state: ShopperState,
  { events, config, imported }: ShopperBatch,
  now: number,
): ShopperBatchResult & { changedFrom: number } {
  if (state.erasing !== undefined) throw new Error("This shopper is being erased");
  return (imported === true ? takeImported : takeEvents)(state, events, config, now);
}
