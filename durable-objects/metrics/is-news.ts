import type { ShopperDelta } from "./shopper-delta.ts";

/** How far the deltas of an incarnation have been applied. */
export interface AppliedMark {
  incarnation: string;
  sequence: number;
}

/** An incarnation that no shopper of the directory has any more: its deltas up to `sequence` come too late. */
export interface RetiredMark {
  sequence: number;
  /** Epoch milliseconds after which it may be forgotten: no call is under way that long. */
  until: number;
}

/**
 * True when a delta says something that the shard does not know yet. A repeat is no news, and neither is a delta that
 * was overtaken: a directory entry is complete, so after a gap in the sequence the newer one simply stands. (Differences
 * of sums will need more than that: no gap. The shopper then sends again from the last number applied.)
 *
 * Incarnations are random and have no order. The first delta of an unknown one is a rebirth and takes the shopper over;
 * the incarnation before it is retired, so that none of its deltas, delayed on the way, undoes that.
 */
export function isNews(
  delta: ShopperDelta,
  applied: AppliedMark | undefined,
  retired: ReadonlyMap<string, RetiredMark>,
): boolean {
  if (applied?.incarnation === delta.incarnation) return delta.sequence > applied.sequence;
  const mark = retired.get(delta.incarnation);
  return mark === undefined || delta.sequence > mark.sequence;
}
