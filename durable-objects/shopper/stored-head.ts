import type { Ledger } from "../../engine/ledger/ledger.ts";
import type { Truth } from "../../engine/truth/truth.ts";
import type { ShopperState } from "./shopper-state.ts";
import type { StoredEvent } from "./stored-event.ts";

/** Part 0 of a stored shopper: everything but the sealed events. */
export interface StoredHead extends Omit<ShopperState, "history" | "ledger"> {
  /** Of this form: {@link import("./upgrade-head.ts").STATE_FORMAT} when it was written. */
  format: number;
  checkpoint: Truth;
  tip: Truth;
  ledger: Ledger;
  /** Events after the sealed ones. */
  events: StoredEvent[];
  /** How many events parts 1, 2, … hold. */
  sealed: number[];
  erasedAt?: number;
}
