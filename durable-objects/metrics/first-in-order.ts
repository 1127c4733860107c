/** The first `count` values in the given order, sorted; of a long input only twice as many are held at a time. */
export function firstInOrder<Value>(
  values: Iterable<Value>,
  count: number,
  order: (a: Value, b: Value) => number,
): Value[] {
  const roomy = Math.max(2 * count, 64);
  let kept: Value[] = [];
  for (const value of values) {
    kept.push(value);
    if (kept.length >= roomy) kept = kept.toSorted(order).slice(0, count);
  }
  return kept.toSorted(order).slice(0, count);
}
