import { ledgerLines } from "../../engine/ledger-history/ledger-lines.ts";
import { advance } from "../../engine/truth/advance.ts";
import type { AliasLine, OutcomeLine } from "../../protocol/ledger-line.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import { foldContext } from "./evaluate.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What an export tells of a shopper besides its events. */
export interface LedgerHistory {
  /** Users that the shop's server made one with this one. */
  aliases: AliasLine[];
  outcomes: OutcomeLine[];
}

/** What was decided about a shopper as of `now`. Reading changes nothing. */
export function ledgerHistory(state: ShopperState, config: ShopperConfig, now: number): LedgerHistory {
  const { shopper, history, ledger, bindings } = state;
  const context = foldContext(state, config);
  const truth = advance(history.tip, now, true, context);
  const users = Object.entries(bindings).filter(([key, binding]) => key.startsWith("u:") && binding === "merged");
  return {
    aliases: users
      .map(([key]) => key.slice(2))
      .toSorted()
      .map((id) => ({ type: "alias", id: `alias ${id}`, shopper: shopper.slice(2), kind: "user", previous_id: id })),
    outcomes: ledgerLines(ledger, { truth, context, now, shopper }),
  };
}
