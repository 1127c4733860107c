import type { DecisionInput } from "../../engine/ledger/decision-input.ts";
import type { ShopperConfig } from "../store/store-config.ts";
import type { ShopperState } from "./shopper-state.ts";

/** What the engine decides upon, as this shopper and its store are. */
export function decisionInput(
  { store, shopper, lastReceivedAt }: Pick<ShopperState, "store" | "shopper" | "lastReceivedAt">,
  { salt, settings, endpoints }: ShopperConfig,
  moment: Pick<DecisionInput, "truth" | "context" | "now">,
): DecisionInput {
  return { ...moment, lastReceivedAt, store, shopper, salt, endpoints: settings.shadow ? [] : endpoints };
}
