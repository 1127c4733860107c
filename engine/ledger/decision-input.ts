import type { ShopperKey } from "../event.ts";
import type { FoldContext } from "../truth/fold-context.ts";
import type { Truth } from "../truth/truth.ts";
import type { Addressee } from "./addressees.ts";

/** What is decided upon. */
export interface DecisionInput {
  /** Advanced to `now`. */
  truth: Truth;
  context: FoldContext;
  now: number;
  /** When the shopper's last event was received. */
  lastReceivedAt: number;
  store: string;
  shopper: ShopperKey;
  /** The store's salt: draws the hold-out group. */
  salt: string;
  /** Endpoints that may be told; empty in shadow mode. */
  endpoints: readonly Addressee[];
}
