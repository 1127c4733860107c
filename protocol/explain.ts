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
  /** Which rule: see the list. */
  rule: z.enum(EXPLAIN_RULES),
  /** True when the rule does not stand in the way of an alert. */
  passes: z.boolean(),
  /** What it says of this shopper, in words. @example "Stage cart is abandoned after 30 minutes." */
  message: z.string(),
  /** Until when it holds an alert back, where that is known. */
  until: z.exactOptional(answerTime),
  /** The stage that it speaks of. */
  stage: z.exactOptional(z.enum(STAGES)),
  /** The steps of the ladder that it speaks of. @example [1] */
  steps: z.exactOptional(z.array(z.int())),
  /** Minutes of idleness after which that stage is abandoned; null where it is switched off. @example 30 */
  cutoff_minutes: z.exactOptional(z.nullable(z.number())),
  /** From when idleness counts. */
  idle_since: z.exactOptional(answerTime),
  /** What the cart is worth, in minor units of `currency`. @example 17980 */
  value_minor: z.exactOptional(z.int()),
  /** The least value of which is told, in minor units of the store's currency. @example 5000 */
  minimum_minor: z.exactOptional(z.int()),
  /** ISO 4217. @example "EUR" */
  currency: z.exactOptional(z.string()),
  /** The alert that it speaks of. @example "c_1f3a9c27d04be815a6f2c390-1-abandoned-1" */
  alert_id: z.exactOptional(z.string()),
  /** Whose shopper this one turned out to be: the bare id. @example "ann" */
  moved_to: z.exactOptional(z.string()),
});

/** One rule and what it says of this shopper now. */
export type ExplainedRule = z.infer<typeof explainedRuleSchema>;

/** An alert that fired, and why. */
export const explainedAlertSchema = z.extend(alertViewSchema, {
  /** The activity after which the alert's idle time began. */
  last_activity: answerTime,
  /** True for the hold-out group: the alert was counted and told to nobody. */
  held_out: z.boolean(),
  /** Webhook endpoints it was meant for. @example ["we_8f3a1c"] */
  addressed: z.array(z.string()),
  /** Those at which a delivery was attempted. @example ["we_8f3a1c"] */
  attempted: z.array(z.string()),
  /**
   * In words: why it fired, and what became of it.
   * @example "The shopper was silent for 30 minutes after putting something into the cart."
   */
  why: z.string(),
});

/** An alert that fired, and why. */
export type ExplainedAlert = z.infer<typeof explainedAlertSchema>;

/** What GET /v1/shoppers/:id/explain answers. */
export const explainAnswerSchema = z.strictObject({
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** When the question was answered: everything before it counts. */
  as_of: answerTime,
  /** What will happen if the shopper stays silent, and by which rule. */
  decision: z.strictObject({
    /**
     * `armed`: an alert fires at `until`. `waiting`: it is due, and held back until then. `alerted`: it has fired.
     * `silent`: nobody will be told. `none`: there is no cart.
     */
    state: z.enum(EXPLAIN_STATES),
    /** The rule that decides. */
    rule: z.enum(EXPLAIN_RULES),
    /** The decision in words. @example "An alert fires at 2026-11-20T10:30:00.000Z if the shopper stays silent." */
    message: z.string(),
    /** When the alert fires, or until when it is held back; null where neither is known. */
    until: z.nullable(answerTime),
  }),
  /** Every rule that applies, in the order of EXPLAIN_RULES; the deciding one is among them. */
  rules: z.array(explainedRuleSchema),
  /** Null when there is no open cart. */
  cart: z.nullable(cartViewSchema),
  /** Every alert that was decided for the shopper, and why. */
  alerts: z.array(explainedAlertSchema),
});

/** What GET /v1/shoppers/:id/explain answers. */
export type ExplainAnswer = z.infer<typeof explainAnswerSchema>;
