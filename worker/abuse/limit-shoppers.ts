import type { Env } from "../../durable-objects/env.ts";
import { clientAddress } from "./client-address.ts";
import { guardOf } from "./guard.ts";
import type { RefusalReason } from "./refused-counters.ts";

/** What a request was refused for, and the seconds after which it may come again. */
export interface TooMuch {
  reason: RefusalReason;
  retryAfterSeconds: number;
}

/**
 * Whether a request with the public write key names too many shoppers that its address has not named lately (objects
 * could be minted that way), or brings too many events of one shopper. Null when it may go on. Asked before an object
 * is touched.
 */
export function limitShoppers(
  request: Request,
  env: Pick<Env, "LIMITS" | "MODE" | "CLIENT_ADDRESS_HEADER">,
  { store, events, now }: { store: string; events: readonly { shopper: string }[]; now: number },
): TooMuch | null {
  const { limits, newShoppers, shoppers, seen } = guardOf(env);
  const counts = new Map<string, number>();
  if (limits.shopper_events_per_minute === Infinity && limits.address_new_shoppers_per_minute === Infinity) return null;
  for (const { shopper } of events) counts.set(shopper, (counts.get(shopper) ?? 0) + 1);
  const address = clientAddress(request, env);
  if (address !== null) {
    const names = Array.from(counts.keys(), (shopper) => `${address} ${store}/${shopper}`);
    const wait = newShoppers.take(address, seen.countNew(names, now), now);
    if (wait > 0) return { reason: "new_shoppers", retryAfterSeconds: wait };
  }
  for (const [shopper, count] of counts) {
    const wait = shoppers.take(`${store}/${shopper}`, count, now);
    if (wait > 0) return { reason: "shopper", retryAfterSeconds: wait };
  }
  return null;
}
