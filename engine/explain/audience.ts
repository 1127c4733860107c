import type { ExplainRule } from "../../protocol/explain.ts";
import { addresseesOfAlert } from "../ledger/addressees.ts";
import type { ExplainInput } from "./explain-input.ts";

/** Why nobody would be told of an alert. */
export type Unheard = Extract<ExplainRule, "hold_out" | "shadow" | "no_endpoint" | "endpoint_filter">;

/** Why nobody is told of the store's alerts about this cart; null when somebody is. */
export function unheard({ shadow, configured }: ExplainInput, heldOut: boolean): Unheard | null {
  if (heldOut) return "hold_out";
  if (shadow) return "shadow";
  if (configured.length === 0) return "no_endpoint";
  return addresseesOfAlert(configured).length === 0 ? "endpoint_filter" : null;
}
