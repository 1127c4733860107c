/**
 * The first `count` values in the given order, sorted. Of a long input only twice as many are held at a time, and most
 * of it is passed over with one comparison each.
 */
export function firstInOrder<Value>(
  values: Iterable<Value>,
  count: number,
  order: (a: Value, b: Value) => number,
): Value[] {
  const roomy = Math.max(2 * count, 64);
  let kept: Value[] = [];
  let worst: Value | null = null;
  for (const value of values) {
    if (worst !== null && order(worst, value) <= 0) continue;
    kept.push(value);
    if (kept.length < roomy) continue;
    kept = kept.toSorted(order).slice(0, count);
    worst = kept.at(-1) ?? null;
  }
  return kept.toSorted(order).slice(0, count);
}
