import type { Env } from "../../durable-objects/env.ts";
import type { ShopperBatch, ShopperBatchResult } from "../../durable-objects/shopper/shopper-batch.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { shopperConfig } from "../shopper-config.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";

/** Events by what became of them: durable now, or stored before. */
export interface Stored {
  accepted: number;
  duplicates: number;
}

/**
 * Hands each shopper its share of a batch, all at the same time. Null when a shopper failed: some shares may then be
 * durable, and a resend finds their events as duplicates.
 */
export async function sendToShoppers(
  env: Pick<Env, "SHOPPER">,
  config: StoreConfig,
  events: { shopper: ShopperKey; event: ShopperEvent }[],
  options: Pick<ShopperBatch, "imported"> = {},
): Promise<Stored | null> {
  const shares = Map.groupBy(events, ({ shopper }) => shopper);
  const { store } = config;
  const settled = await Promise.allSettled(
    Array.from(shares, ([shopper, share]) => {
      storageCounters.addRequest("Shopper");
      const stub = env.SHOPPER.get(env.SHOPPER.idFromName(`${store}/${shopper}`));
      const own = share.map(({ event }) => event);
      return stub.ingest({ store, shopper, events: own, config: shopperConfig(config), ...options });
    }),
  );
  const stored: Stored = { accepted: 0, duplicates: 0 };
  let failed = false;
  for (const outcome of settled) {
    if (outcome.status === "rejected") {
      failed = true;
      console.error("A shopper could not take its events", outcome.reason);
    } else {
      addResults(stored, outcome.value);
    }
  }
  return failed ? null : stored;
}

function addResults(stored: Stored, { results }: ShopperBatchResult): void {
  for (const result of results) {
    if (result === "accepted") stored.accepted += 1;
    else stored.duplicates += 1;
  }
}
