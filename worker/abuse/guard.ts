import type { Env } from "../../durable-objects/env.ts";
import { InFlight } from "./in-flight.ts";
import { type Limits, readLimits } from "./limits.ts";
import { RecentlySeen } from "./recently-seen.ts";
import { TokenBuckets } from "./token-buckets.ts";

/** What may come at once: so many seconds' worth. */
const BURST_SECONDS = 10;
/** A browser that was offline for days sends everything at once. */
const SHOPPER_BURST = 5_000;

/** Everything that this isolate remembers of who sends how much. Memory only: a restart forgets it. */
export interface Guard {
  limits: Limits;
  keys: TokenBuckets;
  addresses: TokenBuckets;
  newShoppers: TokenBuckets;
  shoppers: TokenBuckets;
  seen: RecentlySeen;
  inFlight: InFlight;
}

const guards = new Map<string, Guard>();

/**
 * The guard of this isolate. One for each set of limits, of which there is one but in tests.
 * @throws when the variable `LIMITS` cannot be read.
 */
export function guardOf(env: Pick<Env, "LIMITS" | "MODE">): Guard {
  const name = `${env.MODE} ${env.LIMITS ?? ""}`;
  const known = guards.get(name);
  if (known !== undefined) return known;
  const limits = readLimits(env);
  const made: Guard = {
    limits,
    keys: perSecond(limits.key_requests_per_second),
    addresses: perSecond(limits.address_requests_per_second),
    newShoppers: new TokenBuckets({
      perSecond: limits.address_new_shoppers_per_minute / 60,
      burst: limits.address_new_shoppers_per_minute,
    }),
    shoppers: new TokenBuckets({
      perSecond: limits.shopper_events_per_minute / 60,
      burst: Math.max(SHOPPER_BURST, limits.shopper_events_per_minute),
    }),
    seen: new RecentlySeen(),
    inFlight: new InFlight(),
  };
  guards.set(name, made);
  return made;
}

function perSecond(requests: number): TokenBuckets {
  return new TokenBuckets({ perSecond: requests, burst: Math.max(1, requests * BURST_SECONDS) });
}
