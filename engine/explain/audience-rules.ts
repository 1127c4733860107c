import type { ExplainedRule } from "../../protocol/explain.ts";
import { ledgerCartOf } from "../ledger/decide-alert.ts";
import { isHeldOut } from "../ledger/hold-out.ts";
import { type Unheard, unheard } from "./audience.ts";
import type { ExplainInput } from "./explain-input.ts";

const SENTENCES: Readonly<Record<Unheard, { passing: string; failing: string }>> = {
  hold_out: {
    passing: "The cart is not in the hold-out group.",
    failing: "The cart is in the hold-out group: it is counted, and nobody is told.",
  },
  shadow: {
    passing: "The store is not in shadow mode.",
    failing: "The store is in shadow mode: everything is computed and nothing is sent.",
  },
  no_endpoint: {
    passing: "The store has webhook endpoints.",
    failing: "The store has no enabled webhook endpoint: the alert is decided and counted, and nobody is told.",
  },
  endpoint_filter: {
    passing: "An endpoint takes cart.abandoned of this stage and kind of shopper.",
    failing:
      "No enabled endpoint takes cart.abandoned of this stage and kind of shopper: the alert is decided and counted, " +
      "and nobody is told.",
  },
};

/** Whether the cart's outcomes are told to nobody: frozen by its first outcome, else as the group is drawn now. */
export function isCartHeldOut(input: ExplainInput): boolean {
  const { cart } = input.truth;
  return (cart === null ? undefined : ledgerCartOf(input.ledger, cart))?.heldOut ?? isHeldOut(input);
}

/** The rules about who is told. After the first that fails the others are not asked. */
export function audienceRules(input: ExplainInput): ExplainedRule[] {
  const failing = unheard(input, isCartHeldOut(input));
  const rules: ExplainedRule[] = [];
  for (const rule of ["hold_out", "shadow", "no_endpoint", "endpoint_filter"] as const) {
    const passes = rule !== failing;
    rules.push({ rule, passes, message: SENTENCES[rule][passes ? "passing" : "failing"] });
    if (!passes) break;
  }
  return rules;
}
