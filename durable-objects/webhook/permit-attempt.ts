import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { DeliveryContext } from "./deliveries.ts";

/** A shopper that has not answered by then counts as unreachable: its slot is needed. */
const TIMEOUT_MS = 10_000;

/** Asks the shopper whether an outcome still stands; where it does, the attempt is noted there. Rejects on failure. */
export function permitAttempt(env: Pick<Env, "SHOPPER">): DeliveryContext["permit"] {
  return async function permitAttemptOf(endpoint, shopper, outcomeId) {
    storageCounters.addRequest("Shopper");
    const answer = env.SHOPPER.get(env.SHOPPER.idFromName(`${endpoint.store}/${shopper}`)).permitAttempt(
      outcomeId,
      endpoint.id,
    );
    return await within(answer, TIMEOUT_MS);
  };
}

async function within<T>(answer: Promise<T>, ms: number): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error("The shopper did not answer in time")), ms);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
