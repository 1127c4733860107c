/** Each bucket is wider than the one before by this factor: a percentile is exact within 1 %. */
const WIDTH = 1.02;

/** The bucket of a delay: 0 for none at all, then by the logarithm. */
export function delayBucket(delayMs: number): number {
  return delayMs <= 0 ? 0 : 1 + Math.floor(Math.log(delayMs) / Math.log(WIDTH));
}

/** The delay for which a bucket stands, in milliseconds: the middle of it. */
export function delayOfBucket(bucket: number): number {
  return bucket === 0 ? 0 : WIDTH ** (bucket - 0.5);
}
