import type { LoggedEvent } from "../../engine/contribution/logged-event.ts";
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
  /** Asks the shopper to make itself anew from the log; then there are no events. */
  rebuild?: RebuildShare;
}

/** All that the log holds of a shopper. */
export interface RebuildShare {
  /** Whose it is: nobody else may take it. */
  of: ShopperKey;
  logged: LoggedEvent[];
  /** False where the log cannot tell whose some of the events are. */
  complete: boolean;
  /** Keys of the facts that the shard has of the shopper. */
  facts: string[];
  /** Since when the log holds everything, epoch milliseconds. */
  logFrom: number;
}

/**
 * `unknown`: a line of a ledger that cannot be understood without another that did not come; of a shopper to be made anew,
 * that the log does not hold enough for it.
 */
export type TakenAs = "accepted" | "duplicate" | "unknown";

/** What became of each event (or line of a ledger), in the order given. Everything accepted is durable. */
export interface ShopperBatchResult {
  results: TakenAs[];
}
