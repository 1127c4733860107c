/** How much is allowed: `perSecond` on the long run, `burst` at once. */
export interface Allowance {
  perSecond: number;
  burst: number;
}

interface Bucket {
  tokens: number;
  /** Epoch milliseconds at which `tokens` was right. */
  at: number;
}

/**
 * A bucket of tokens for each name, in memory: nothing is stored for a request. Of very many names the ones that were
 * not seen for longest are forgotten, and begin with a full bucket when they come back.
 */
export class TokenBuckets {
  readonly #allowance: Allowance;
  readonly #most: number;
  /** In the order of their last use. */
  readonly #buckets = new Map<string, Bucket>();

  constructor(allowance: Allowance, most = 20_000) {
    this.#allowance = allowance;
    this.#most = most;
  }

  /** Takes tokens; 0 when they were there, else the seconds after which they will be, and nothing is taken. */
  take(name: string, cost: number, now: number): number {
    const { perSecond, burst } = this.#allowance;
    if (perSecond === Infinity) return 0;
    const known = this.#buckets.get(name) ?? { tokens: burst, at: now };
    const tokens = Math.min(burst, known.tokens + (Math.max(0, now - known.at) * perSecond) / 1000);
    // What is more than a full bucket is let through by a full one, or it would never be.
    const wanted = Math.min(cost, burst);
    const isAllowed = tokens >= wanted;
    this.#buckets.delete(name);
    this.#buckets.set(name, { tokens: isAllowed ? tokens - wanted : tokens, at: now });
    if (this.#buckets.size > this.#most) this.#forgetOldest();
    return isAllowed ? 0 : Math.max(1, Math.ceil((wanted - tokens) / perSecond));
  }

  #forgetOldest(): void {
    for (const name of this.#buckets.keys()) {
      this.#buckets.delete(name);
      return;
    }
  }
}
