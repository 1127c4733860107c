import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import type { LedgerLine } from "../../protocol/ledger-line.ts";
import type { ShopperConfig } from "../store/store-config.ts";

/** One shopper's share of a batch: the argument of `Shopper.ingest`. */
export interface ShopperBatch {
  store: string;
  shopper: ShopperKey;
  events: ShopperEvent[];
  config: ShopperConfig;
  /** True for history, which may be of any age: carts that are past due now are never alerted. */
  imported?: boolean;
  /** What was once decided of the shopper elsewhere, to be taken as history; then there are no events. */
  ledger?: LedgerLine[];
}

/** `unknown`: a line of a ledger that cannot be understood without another that did not come. */
export type TakenAs = "accepted" | "duplicate" | "unknown";

/** What became of each event (or line of a ledger), in the order given. Everything accepted is durable. */
export interface ShopperBatchResult {
  results: TakenAs[];
}
