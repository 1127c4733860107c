import type { ExplainRule } from "../../protocol/explain.ts";
import { addresseesOfAlert } from "../ledger/addressees.ts";
import type { ExplainInput } from "./explain-input.ts";

/** Why nobody would be told of an alert. */
export type Unheard = Extract<ExplainRule, "hold_out" | "shadow" | "no_endpoint" | "endpoint_filter">;

/** Why nobody is told of the store's alerts about this cart; null when somebody is. */
export function unheard({ shadow, configured, truth }: ExplainInput, heldOut: boolean): Unheard | null {
  if (heldOut) return "hold_out";
  if (shadow) return "shadow";
  if (configured.length === 0) return "no_endpoint";
  const subject = { stage: truth.cart?.stage ?? "browse", userId: truth.profile.userId };
  return addresseesOfAlert(subject, configured).length === 0 ? "endpoint_filter" : null;
}
