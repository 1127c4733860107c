import type { AlertView, CartView } from "./shopper-view.ts";
import type { Stage } from "./outcome.ts";

/** What can decide about a shopper's alert, in the order in which it is asked. */
export const EXPLAIN_RULES = [
  "moved",
  "internal",
  "bot",
  "no_cart",
  "browse_off",
  "bought",
  "emptied",
  "closed",
  "expired",
  "stage_off",
  "muted",
  "imported",
  "below_minimum",
  "cutoff",
  "ladder",
  "quiet_hours",
  "skipped_step",
  "cool_off",
  "already_alerted",
  "covered",
  "retracted_before",
  "late_grace",
  "hold_out",
  "shadow",
  "no_endpoint",
  "endpoint_filter",
] as const;

/** One of the rules. */
export type ExplainRule = (typeof EXPLAIN_RULES)[number];

/**
 * `armed`: an alert fires at `until` if the shopper stays silent. `waiting`: it is due, and held back until then.
 * `alerted`: the last alert of the cart's episode has fired. `silent`: nobody will be told. `none`: there is no cart.
 */
export type ExplainState = "armed" | "waiting" | "alerted" | "silent" | "none";

/** One rule and what it says of this shopper now. Times are RFC 3339, money is in minor units of `currency`. */
export interface ExplainedRule {
  rule: ExplainRule;
  /** True when the rule does not stand in the way of an alert. */
  passes: boolean;
  message: string;
  /** Until when it holds an alert back, where that is known. */
  until?: string;
  stage?: Stage;
  steps?: number[];
  cutoff_minutes?: number | null;
  /** From when idleness counts. */
  idle_since?: string;
  value_minor?: number;
  minimum_minor?: number;
  currency?: string;
  alert_id?: string;
  /** Whose shopper this one turned out to be: the bare id. */
  moved_to?: string;
}

/** An alert that fired, and why. */
export interface ExplainedAlert extends AlertView {
  last_activity: string;
  held_out: boolean;
  /** Webhook endpoints it was meant for, and those at which a delivery was attempted. */
  addressed: string[];
  attempted: string[];
  /** In words: why it fired, and what became of it. */
  why: string;
}

/** What GET /v1/shoppers/:id/explain answers. */
export interface ExplainAnswer {
  shopper: string;
  as_of: string;
  decision: { state: ExplainState; rule: ExplainRule; message: string; until: string | null };
  /** Every rule that applies, in the order of EXPLAIN_RULES; the deciding one is among them. */
  rules: ExplainedRule[];
  /** Null when there is no open cart. */
  cart: CartView | null;
  alerts: ExplainedAlert[];
}
