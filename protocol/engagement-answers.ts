import * as z from "zod/mini";
import { answerCount, answerDate, metricMarks } from "./answer-parts.ts";

const classes = z.record(z.string(), answerCount);

/** What GET /v1/metrics/active_users answers: a row per day. */
export const activeUsersAnswerSchema = z.strictObject({
  /** A row for each day, oldest first. */
  data: z.array(
    z.strictObject({
      /** The day, of the store's calendar. */
      date: answerDate,
      /** Shoppers active on that day. @example 412 */
      dau: answerCount,
      /** Shoppers active in the seven days that end with it. @example 1630 */
      wau: answerCount,
      /** Shoppers active in the thirty days that end with it. @example 4820 */
      mau: answerCount,
      /** DAU of MAU, 0 to 1. @example 0.085 */
      stickiness: z.number(),
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/metrics/active_users answers. */
export type ActiveUsersAnswer = z.infer<typeof activeUsersAnswerSchema>;

/** What GET /v1/metrics/engagement answers. */
export const engagementAnswerSchema = z.strictObject({
  /** The last of the thirty days. */
  date: answerDate,
  /**
   * How many shoppers by active days in thirty: `power` 20 or more, `core` 16–19, `regular` 6–15, `casual` 1–5.
   * @example {"power": 31, "core": 24, "regular": 402, "casual": 4363}
   */
  distribution: classes,
  /**
   * The same, but `at_risk` for those of them who were not active in the last eight days.
   * @example {"power": 30, "core": 22, "regular": 351, "casual": 2104, "at_risk": 2313}
   */
  tiers: classes,
  /** All of them. @example 4820 */
  total: answerCount,
  ...metricMarks,
});

/** What GET /v1/metrics/engagement answers. */
export type EngagementAnswer = z.infer<typeof engagementAnswerSchema>;

const profile = {
  /** The user id where it is known, else the anonymous id. @example "ann" */
  shopper: z.string(),
  /** Null without an active day in the last 30. @example "regular" */
  tier: z.nullable(z.string()),
  /** Active days in the last thirty. @example 12 */
  active_days_30: answerCount,
  /** Sessions of the last thirty days, divided by thirty. @example 1.8 */
  avg_daily_sessions: z.number(),
  /** In seconds. @example 214.5 */
  avg_session_duration: z.number(),
  /** Null when there never was an active day. @example 3 */
  days_since_last_active: z.nullable(answerCount),
  /** Active days of the last week against the week before: over a fifth more, a fifth fewer, or neither. */
  trend: z.enum(["increasing", "declining", "stable"]),
  /** 0 to 1. @example 0.2 */
  risk: z.number(),
};

/** A shopper's habits, as GET /v1/metrics/churn and POST /v1/metrics/cohort show them. */
const profileSchema = z.strictObject(profile);

/** What GET /v1/metrics/churn answers. */
export const churnAnswerSchema = z.strictObject({
  /** Shoppers, the most recently active first. */
  data: z.array(
    z.strictObject({
      ...profile,
      /** Whether `shopper` is a user id. */
      identity: z.enum(["known", "anonymous"]),
      /** The last active day. */
      last_active_date: answerDate,
    }),
  ),
  /** `cursor` of the next page; null on the last one. @example "eyJhdCI6MTc2MzYzMjgwMH0" */
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});

/** What GET /v1/metrics/churn answers. */
export type ChurnAnswer = z.infer<typeof churnAnswerSchema>;

/** What POST /v1/metrics/cohort answers. */
export const cohortAnswerSchema = z.strictObject({
  /** Which days are the base: the last thirty, or all since the start. */
  window: z.enum(["trailing", "expanding"]),
  /** A row for each day. */
  data: z.array(
    z.strictObject({
      /** The day. */
      date: answerDate,
      /** Users of the list who were active on it. @example 8 */
      active: answerCount,
      /** Users of the list who were active within the window. @example 20 */
      base: answerCount,
      /** `active` divided by `base`, 0 to 1; 0 when the base is empty. @example 0.4 */
      stickiness: z.number(),
    }),
  ),
  /** How many of the users by tier, on the last day. @example {"regular": 12, "at_risk": 8} */
  tiers: classes,
  /** 0 to 1. @example 0.35 */
  average_churn_risk: z.number(),
  /** Users asked for. @example 22 */
  total: answerCount,
  /** How many of them are known. @example 20 */
  known: answerCount,
  /** The known ones, with their habits on the last day. */
  users: z.array(profileSchema),
  ...metricMarks,
});

/** What POST /v1/metrics/cohort answers. */
export type CohortAnswer = z.infer<typeof cohortAnswerSchema>;
