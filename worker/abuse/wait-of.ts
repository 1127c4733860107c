import type { TokenBuckets } from "./token-buckets.ts";

/** Cloudflare's own limiter knows no time: its shortest period. */
const BINDING_WAIT_SECONDS = 10;

/**
 * Seconds that the next request of this name has to wait; 0 for none. Cloudflare's limiter, where the operator has bound
 * one, counts for all isolates of a place; the buckets count for this isolate alone.
 */
export async function waitOf(
  name: string,
  { buckets, binding }: { buckets: TokenBuckets; binding: RateLimit | undefined },
  now: number,
): Promise<number> {
  const wait = buckets.take(name, 1, now);
  if (wait > 0 || binding === undefined) return wait;
  return (await binding.limit({ key: name })).success ? 0 : BINDING_WAIT_SECONDS;
}
