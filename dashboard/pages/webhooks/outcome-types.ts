import type { Identity, OutcomeType, Stage } from "../../../protocol/outcome.ts";

/** What an endpoint can be told, in the order of a cart's life. A type that is missing here fails the build. */
export const OUTCOME_TYPES = Object.keys({
  "cart.abandoned": true,
  "cart.recovered": true,
  "cart.retracted": true,
  "recovery.reversed": true,
  "cart.expired": true,
} satisfies Record<OutcomeType, true>) as OutcomeType[];

/** Stages of which an endpoint can be told, the lowest first. */
export const STAGES = Object.keys({
  browse: true,
  cart: true,
  checkout: true,
  payment: true,
} satisfies Record<Stage, true>) as Stage[];

/** Kinds of shopper of whom an endpoint can be told. */
export const IDENTITIES = Object.keys({ known: true, anonymous: true } satisfies Record<Identity, true>) as Identity[];
