import type { OutcomeType } from "../../../protocol/outcome.ts";

/** What an endpoint can be told, in the order of a cart's life. A type that is missing here fails the build. */
export const OUTCOME_TYPES = Object.keys({
  "cart.abandoned": true,
  "cart.recovered": true,
  "cart.retracted": true,
  "recovery.reversed": true,
  "cart.expired": true,
} satisfies Record<OutcomeType, true>) as OutcomeType[];
