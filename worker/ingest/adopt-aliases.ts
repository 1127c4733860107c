import type { Env } from "../../durable-objects/env.ts";
import { storageCounters } from "../../durable-objects/storage/storage-counters.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { NormalizedBatch } from "../../engine/normalize/normalize-batch.ts";
import { shopperConfig } from "../shopper-config.ts";

/**
 * Makes the shoppers of confirmed aliases one. Segment does not say whether `previousId` is a user's or an anonymous
 * id, so both become part of the user. False when a shopper failed: a resend does the same again.
 */
export async function adoptAliases(
  env: Pick<Env, "SHOPPER">,
  config: StoreConfig,
  aliases: NormalizedBatch["aliases"],
): Promise<boolean> {
  const { store } = config;
  try {
    for (const { userId, previousId } of aliases) {
      const shopper: ShopperKey = `u:${userId}`;
      for (const other of [`u:${previousId}`, `a:${previousId}`] as const) {
        storageCounters.addRequest("Shopper");
        const user = env.SHOPPER.getByName(`${store}/${shopper}`);
        await user.adopt({ store, shopper, config: shopperConfig(config) }, other);
      }
    }
    return true;
  } catch (error) {
    console.error("A shopper could not take an alias over", error);
    return false;
  }
}
