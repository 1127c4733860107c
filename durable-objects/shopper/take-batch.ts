import type { Env } from "../env.ts";
import { alertFirst } from "./alert-first.ts";
import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";
import type { ShopperState } from "./shopper-state.ts";
import { takeEvents } from "./take-events.ts";
import { takeImported } from "./take-imported.ts";
import { takeLedger } from "./take-ledger.ts";
import { takeRebuild } from "./take-rebuild.ts";

/**
 * Takes a share of a batch in: as what has just come, as history, or as history of what was decided; or makes the shopper
 * anew. What has come may find an alert due, and go after it. `publicUrl` is where shoppers reach this service.
 * @throws while the shopper is being erased: the client comes again.
 */
export function takeBatch(
  state: ShopperState,
  batch: ShopperBatch,
  now: number,
  publicUrl?: Env["PUBLIC_URL"],
): ShopperBatchResult & { changedFrom: number } {
  if (state.erasing !== undefined) throw new Error("This shopper is being erased");
  const { events, config, imported, ledger, rebuild } = batch;
  if (rebuild !== undefined) return takeRebuild(state, rebuild, config, now);
  if (ledger !== undefined) return takeLedger(state, ledger, config, now);
  if (imported === true) return takeImported(state, events, config, now);
  alertFirst(state, batch, now, publicUrl);
  return takeEvents(state, events, config, now);
}
