import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { ShopperConfig } from "../store/store-config.ts";

/** One shopper's share of a batch: the argument of `Shopper.ingest`. */
export interface ShopperBatch {
  store: string;
  shopper: ShopperKey;
  events: ShopperEvent[];
  config: ShopperConfig;
  /** True for history, which may be of any age: carts that are past due now are never alerted. */
  imported?: boolean;
}

/** What became of each event, in the order given. Everything accepted is durable. */
export interface ShopperBatchResult {
  results: ("accepted" | "duplicate")[];
}
