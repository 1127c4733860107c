import type { Rules } from "../rules.ts";

/** What folding needs beside the events. */
export interface FoldContext {
  rules: Rules;
  /** `hash32` of the shopper's key: spreads the end of quiet hours. */
  shopperHash: number;
  /** References of events with which alerts in the ledger began: an episode that takes one in keeps it. */
  anchors: ReadonlySet<string>;
}
