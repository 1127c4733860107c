import type { ShopperBatch, ShopperBatchResult } from "./shopper-batch.ts";

/** How long what was sent before an erasure is refused when it is sent again: events that are older are refused anyway. */
export const REFUSE_ERASED_MS = 72 * 3_600_000;

/**
 * Takes a share of a batch but for what happened before the shopper was erased: of that it is said that it is known, so
 * that nobody sends it once more.
 */
export function refuseErased(
  batch: ShopperBatch,
  erasedAt: number | undefined,
  take: (batch: ShopperBatch) => ShopperBatchResult["results"],
): ShopperBatchResult["results"] {
  if (erasedAt === undefined || batch.rebuild !== undefined) return take(batch);
  if (batch.ledger !== undefined) return batch.ledger.map(() => "duplicate");
  const kept = batch.events.filter(({ at }) => at > erasedAt);
  const taken = kept.length === 0 ? [] : take({ ...batch, events: kept });
  return batch.events.map(({ at }) => (at > erasedAt ? (taken.shift() ?? "duplicate") : "duplicate"));
}
