import { hash32 } from "../hash.ts";
import type { DecisionInput } from "./decision-input.ts";

/** True when the shopper belongs to the group that is computed and counted, but not told. */
export function isHeldOut(input: Pick<DecisionInput, "salt" | "shopper" | "context">): boolean {
  return hash32(`${input.salt}\n${input.shopper}`) % 100 < input.context.rules.holdoutPercent;
}
