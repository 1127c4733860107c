/** An item and how much it has. */
export type Ranked = readonly [item: string, count: number];

const DIGITS = /^\d{1,15}$/;

/** Highest count first; of equals the smallest id first, numeric ids as numbers and before all others. */
export function compareRanked([a, countA]: Ranked, [b, countB]: Ranked): number {
  return countB - countA || compareIds(a, b);
}

/** The first `count` of a ranking. Takes one pass over the items and sorts only what may be among the first. */
export function topRanked(items: Iterable<Ranked>, count: number): Ranked[] {
  let kept: Ranked[] = [];
  let least = 0;
  for (const item of items) {
    if (item[1] <= 0 || item[1] < least) continue;
    kept.push(item);
    if (kept.length < 2 * count + 64) continue;
    kept = kept.toSorted(compareRanked).slice(0, count);
    least = kept.at(-1)?.[1] ?? 0;
  }
  return kept.toSorted(compareRanked).slice(0, count);
}

/** Adds up what several shards know of items. */
export function sumRanked(lists: Iterable<Iterable<Ranked>>): Map<string, number> {
  const sums = new Map<string, number>();
  for (const list of lists) for (const [item, count] of list) sums.set(item, (sums.get(item) ?? 0) + count);
  return sums;
}

/**
 * The least count that an item must have in one shard to be able to be among the first `count` of all: whoever stays
 * below it in each of the shards has less than the last of the first in the sum of what is known. At least 1.
 */
export function leastToCompete(partial: ReadonlyMap<string, number>, count: number, shards: number): number {
  const sorted = [...partial.values()].toSorted((a, b) => b - a);
  return Math.max(1, Math.ceil((sorted[count - 1] ?? 0) / shards));
}

function compareIds(a: string, b: string): number {
  const [numericA, numericB] = [DIGITS.test(a), DIGITS.test(b)];
  if (numericA && numericB && Number(a) !== Number(b)) return Number(a) - Number(b);
  if (numericA !== numericB) return numericA ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
