import type { Addressee } from "../ledger/addressees.ts";
import type { DecisionInput } from "../ledger/decision-input.ts";
import type { Ledger } from "../ledger/ledger.ts";

/** What is explained: the same things that are decided upon, and why some of them are as they are. */
export interface ExplainInput extends DecisionInput {
  ledger: Ledger;
  /** The store computes everything and sends nothing. */
  shadow: boolean;
  /** The store's enabled endpoints, also in shadow mode. */
  configured: readonly Addressee[];
  /** Items were viewed in the session under way. */
  viewed: boolean;
}
