import type { ShopperKey } from "../../engine/event.ts";
import { orderShardOf } from "../../engine/contribution/order-shard.ts";
import { shardOf } from "../../engine/shard-of.ts";
import type { Env } from "../env.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import { botLeavesAt } from "./let-go-at.ts";
import { withdraw } from "./pending-delta.ts";
import { forgetBelongings } from "./release.ts";
import { shopperAt } from "./shopper-at.ts";
import { shipEverything } from "./ship-everything.ts";
import type { ShopperMemory } from "./shopper-memory.ts";
import type { ShopperState } from "./shopper-state.ts";

/**
 * Erases a shopper everywhere, and its own object last. What a failure leaves undone the alarm does. `by` is the shopper
 * whose other key this is, null for itself. False for a key that stays.
 */
export async function eraseShopper(
  env: Parameters<typeof eraseElsewhere>[0],
  memory: ShopperMemory,
  config: ShopperConfig,
  by: ShopperKey | null,
): Promise<boolean> {
  const { state } = memory;
  if (state === null) return false;
  if (by === null && state.movedTo !== null) return await shopperAt(env, state.store, state.movedTo).erase(config);
  const begun = memory.rewrite(state.store, state.shopper, () => beginErasure(state, by, Date.now()));
  if (begun) await eraseElsewhere(env, state, config);
  if (begun) await memory.bury(state.erasing?.at ?? Date.now());
  return begun;
}

/**
 * Begins to erase a shopper: empties its state but for what is still to be told to others. The caller saves it; from then
 * on the alarm goes on with it. `by` is the shopper whose other key this is, null for itself. False for a key that is not
 * (only) that shopper's: it stays, and what comes for it is no longer forwarded there.
 */
function beginErasure(state: ShopperState, by: ShopperKey | null, now: number): boolean {
  if (by !== null && (state.shared || (state.movedTo ?? by) !== by)) {
    if (state.forwardTo === by) state.forwardTo = null;
    return false;
  }
  if (state.erasing !== undefined) return true;
  const named = [...Object.keys(state.shipped), ...state.pending.flatMap(({ orders }) => orders.map(([key]) => key))];
  const orders = [...new Set(named.filter((key) => key.startsWith("o:")).map((key) => key.slice(2)))];
  withdraw(state, now);
  forgetBelongings(state);
  state.erasing = { at: now, orders };
  return true;
}

/**
 * Removes a shopper everywhere but in its own object: figures, directory, event log and orders of the shards; queues
 * and delivery logs of the endpoints; then the objects of its other keys. Doing it again changes nothing. Rejects when
 * one of them cannot be reached.
 */
async function eraseElsewhere(
  env: Pick<Env, "METRICS_SHARD" | "SHOPPER" | "STORE" | "WEBHOOK_ENDPOINT">,
  state: ShopperState,
  config: ShopperConfig,
): Promise<void> {
  const { store, shopper } = state;
  await shipEverything(env, state, config);
  await eraseInShards(env, state, config.shards);
  await eraseInEndpoints(env, store, shopper);
  for (const other of Object.keys(state.bindings) as ShopperKey[]) {
    await shopperAt(env, store, other).erase(config, shopper);
  }
}

/** True for a shopper whose erasure goes on, and for a bot whose time is over: both are for the alarm. */
export function mustErase(state: ShopperState, config: ShopperConfig, now: number): boolean {
  return state.erasing !== undefined || (botLeavesAt(state, config) ?? Infinity) <= now;
}

/** Waits for an erasure that an alarm goes on with. Never rejects: the next alarm is armed already. */
export async function tryErasing(erasure: Promise<boolean>): Promise<void> {
  try {
    await erasure;
  } catch (error) {
    console.error("erasure: somebody could not be reached; the alarm tries again", String(error));
  }
}

async function eraseInShards(
  env: Pick<Env, "METRICS_SHARD">,
  { store, shopper, erasing }: ShopperState,
  shards: number,
): Promise<void> {
  const orders = Map.groupBy(erasing?.orders ?? [], (order) => orderShardOf(order, shards));
  const own = shardOf(shopper, shards);
  orders.set(own, orders.get(own) ?? []);
  for (const [shard, named] of orders) {
    storageCounters.addRequest("MetricsShard");
    await env.METRICS_SHARD.getByName(`${store}/shard/${shard}`).eraseEvents(shopper, named);
  }
}

/** All endpoints of the store, the disabled ones too: their logs are still there. */
async function eraseInEndpoints(
  env: Pick<Env, "STORE" | "WEBHOOK_ENDPOINT">,
  store: string,
  shopper: ShopperKey,
): Promise<void> {
  storageCounters.addRequest("Store");
  for (const { id } of await env.STORE.getByName(store).endpoints()) {
    storageCounters.addRequest("WebhookEndpoint");
    await env.WEBHOOK_ENDPOINT.getByName(`${store}/${id}`).eraseShopper(shopper);
  }
}
