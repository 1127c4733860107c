import { delayOfBucket } from "../contribution/delay-bucket.ts";

/** A percentile (0 to 1) of delays counted in buckets, in milliseconds, within 1 %; null when there are none. */
export function histogramPercentile(counts: ReadonlyMap<number, number>, share: number): number | null {
  const buckets = [...counts].filter(([, count]) => count > 0).toSorted(([a], [b]) => a - b);
  const total = buckets.reduce((sum, [, count]) => sum + count, 0);
  let rest = Math.max(1, Math.ceil(total * share));
  for (const [bucket, count] of buckets) {
    rest -= count;
    if (rest <= 0) return delayOfBucket(bucket);
  }
  return null;
}
