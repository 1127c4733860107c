/** Sums of several shards by key. */
export interface Totals {
  get(key: string): number;
  /** The sums whose key begins so, by what follows; without those that are 0. */
  group(prefix: string): Record<string, number>;
}

/** Adds up lists of key and count. */
export function sumTotals(lists: Iterable<Iterable<readonly [string, number]>>): Totals {
  const sums = new Map<string, number>();
  for (const list of lists) for (const [key, count] of list) sums.set(key, (sums.get(key) ?? 0) + count);
  return {
    get: (key) => sums.get(key) ?? 0,
    group: (prefix) =>
      Object.fromEntries(
        [...sums]
          .filter(([key, count]) => key.startsWith(prefix) && count !== 0)
          .map(([key, count]) => [key.slice(prefix.length), count] as const)
          .toSorted(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1)),
      ),
  };
}
