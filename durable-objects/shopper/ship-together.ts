import type { ShopperDelta } from "../metrics/shopper-delta.ts";
import { type SendAll as SendAllTogether, SendTogether } from "./send-together.ts";

/**
 * A shard is sent something at most so often by all shoppers of an isolate together. Waiting longer would save requests
 * and rows, and cost more than that for the objects that wait.
 */
const SHIP_EVERY_MS = 500;

const together = new SendTogether<readonly ShopperDelta[], number>({
  collectMs: 30,
  lookAfterMs: 40,
  weightOf: (deltas) => deltas.reduce((sum, { events }) => sum + 1 + events.length, 0),
  // Events and differences: some 5 MB at the most.
  maxWeight: 8_192,
});

/** When each shard may be sent something again, epoch milliseconds. */
const turns = new Map<string, number>();

/** Sends what several shoppers have for a shard, and answers for each of them how far the shard is. */
export type SendAll = SendAllTogether<readonly ShopperDelta[], number>;

/** Waits until a shard may be sent something: at once, unless somebody of this isolate has just done so. */
export async function turnToShip(shard: string): Promise<void> {
  for (;;) {
    const wait = (turns.get(shard) ?? 0) - Date.now();
    if (wait <= 0) return;
    await scheduler.wait(wait);
  }
}

/**
 * Ships to a shard together with whoever else of this isolate has something for it: requests are the bill, and most
 * shoppers have one small difference. What is given must be durable already. Rejects when the shard did not take it.
 */
export async function shipTogether(shard: string, deltas: readonly ShopperDelta[], sendAll: SendAll): Promise<number> {
  return await together.send(shard, deltas, async (loads) => {
    turns.set(shard, Date.now() + SHIP_EVERY_MS);
    return await sendAll(loads);
  });
}
