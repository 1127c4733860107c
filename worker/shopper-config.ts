import type { ShopperConfig, StoreConfig } from "../durable-objects/store/store-config.ts";

/** The part of a store's configuration that shoppers get. Its keys and secrets are no business of theirs. */
export function shopperConfig({ settings, salt, shards, endpoints }: StoreConfig): ShopperConfig {
  return { settings, salt, shards, endpoints };
}
