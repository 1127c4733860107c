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
 * The number of an incarnation up to which everything was applied. Incarnations are random and have no order: the first
 * delta of an unknown one is a rebirth and takes the shopper over, and the one before it is retired, so that none of its
 * deltas, delayed on the way, undoes that.
 */
export function appliedUpTo(
  incarnation: string,
  applied: AppliedMark | undefined,
  retired: ReadonlyMap<string, RetiredMark>,
): number {
  if (applied?.incarnation === incarnation) return applied.sequence;
  return retired.get(incarnation)?.sequence ?? 0;
}

/**
 * True for the very next number of an incarnation. A repeat says nothing new; after a gap nothing is taken, because
 * differences add up: the shopper learns how far the shard is and sends again from there.
 */
export function isNext(
  { incarnation, sequence }: Pick<ShopperDelta, "incarnation" | "sequence">,
  applied: AppliedMark | undefined,
  retired: ReadonlyMap<string, RetiredMark>,
): boolean {
  return sequence === appliedUpTo(incarnation, applied, retired) + 1;
}
