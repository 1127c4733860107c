import type { Random } from "./random.ts";

/** How fast popularity falls with the rank: 1 is Zipf's law. */
const EXPONENT = 0.9;

/** Draws positions from 0 to below `size`: the first far more often than the last, as products of a shop are wanted. */
export function longTail(size: number): (random: Random) => number {
  const cumulative = new Float64Array(size);
  let sum = 0;
  for (let rank = 0; rank < size; rank += 1) {
    sum += 1 / (rank + 1) ** EXPONENT;
    cumulative[rank] = sum;
  }
  return (random) => {
    const wanted = random.next() * sum;
    let low = 0;
    let high = size - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((cumulative[middle] ?? 0) > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  };
}
