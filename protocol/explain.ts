import * as z from "zod/mini";
import { answerTime } from "./answer-parts.ts";
import { STAGES } from "./outcome.ts";
import { alertViewSchema, cartViewSchema } from "./shopper-view.ts";

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
const EXPLAIN_STATES = ["armed", "waiting", "alerted", "silent", "none"] as const;

/** One of the states of a decision: see {@link explainAnswerSchema}. */
export type ExplainState = (typeof EXPLAIN_STATES)[number];

/** One rule and what it says of this shopper now. Times are RFC 3339, money is in minor units of `currency`. */
export const explainedRuleSchema = z.strictObject({
  rule: z.enum(EXPLAIN_RULES),
  /** True when the rule does not stand in the way of an alert. */
  passes: z.boolean(),
  message: z.string(),
  /** Until when it holds an alert back, where that is known. */
  until: z.exactOptional(answerTime),
  stage: z.exactOptional(z.enum(STAGES)),
  steps: z.exactOptional(z.array(z.int())),
  cutoff_minutes: z.exactOptional(z.nullable(z.number())),
  /** From when idleness counts. */
  idle_since: z.exactOptional(answerTime),
  value_minor: z.exactOptional(z.int()),
  minimum_minor: z.exactOptional(z.int()),
  currency: z.exactOptional(z.string()),
  alert_id: z.exactOptional(z.string()),
  /** Whose shopper this one turned out to be: the bare id. */
  moved_to: z.exactOptional(z.string()),
});

/** One rule and what it says of this shopper now. */
export type ExplainedRule = z.infer<typeof explainedRuleSchema>;

/** An alert that fired, and why. */
export const explainedAlertSchema = z.extend(alertViewSchema, {
  last_activity: answerTime,
  held_out: z.boolean(),
  /** Webhook endpoints it was meant for, and those at which a delivery was attempted. */
  addressed: z.array(z.string()),
  attempted: z.array(z.string()),
  /** In words: why it fired, and what became of it. */
  why: z.string(),
});

/** An alert that fired, and why. */
export type ExplainedAlert = z.infer<typeof explainedAlertSchema>;

/** What GET /v1/shoppers/:id/explain answers. */
export const explainAnswerSchema = z.strictObject({
  shopper: z.string(),
  as_of: answerTime,
  decision: z.strictObject({
    state: z.enum(EXPLAIN_STATES),
    rule: z.enum(EXPLAIN_RULES),
    message: z.string(),
    until: z.nullable(answerTime),
  }),
  /** Every rule that applies, in the order of EXPLAIN_RULES; the deciding one is among them. */
  rules: z.array(explainedRuleSchema),
  /** Null when there is no open cart. */
  cart: z.nullable(cartViewSchema),
  alerts: z.array(explainedAlertSchema),
});

/** What GET /v1/shoppers/:id/explain answers. */
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
