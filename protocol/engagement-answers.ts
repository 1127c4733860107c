import * as z from "zod/mini";
import { answerCount, answerDate, metricMarks } from "./answer-parts.ts";

const classes = z.record(z.string(), answerCount);

/** What GET /v1/metrics/active_users answers: a row per day. */
export const activeUsersAnswerSchema = z.strictObject({
  data: z.array(
    z.strictObject({
      date: answerDate,
      dau: answerCount,
      wau: answerCount,
      mau: answerCount,
      /** DAU of MAU, 0 to 1. */
      stickiness: z.number(),
    }),
  ),
  ...metricMarks,
});

/** What GET /v1/metrics/active_users answers. */
export type ActiveUsersAnswer = z.infer<typeof activeUsersAnswerSchema>;

/** What GET /v1/metrics/engagement answers. */
export const engagementAnswerSchema = z.strictObject({
  date: answerDate,
  distribution: classes,
  tiers: classes,
  total: answerCount,
  ...metricMarks,
});

/** What GET /v1/metrics/engagement answers. */
export type EngagementAnswer = z.infer<typeof engagementAnswerSchema>;

const profile = {
  shopper: z.string(),
  /** Null without an active day in the last 30. */
  tier: z.nullable(z.string()),
  active_days_30: answerCount,
  avg_daily_sessions: z.number(),
  /** Seconds. */
  avg_session_duration: z.number(),
  /** Null when there never was an active day. */
  days_since_last_active: z.nullable(answerCount),
  trend: z.enum(["increasing", "declining", "stable"]),
  /** 0 to 1. */
  risk: z.number(),
};

/** A shopper's habits, as GET /v1/metrics/churn and POST /v1/metrics/cohort show them. */
const profileSchema = z.strictObject(profile);

/** What GET /v1/metrics/churn answers. */
export const churnAnswerSchema = z.strictObject({
  data: z.array(z.strictObject({ ...profile, identity: z.enum(["known", "anonymous"]), last_active_date: answerDate })),
  next_cursor: z.nullable(z.string()),
  ...metricMarks,
});

/** What GET /v1/metrics/churn answers. */
export type ChurnAnswer = z.infer<typeof churnAnswerSchema>;

/** What POST /v1/metrics/cohort answers. */
export const cohortAnswerSchema = z.strictObject({
  window: z.enum(["trailing", "expanding"]),
  data: z.array(z.strictObject({ date: answerDate, active: answerCount, base: answerCount, stickiness: z.number() })),
  tiers: classes,
  average_churn_risk: z.number(),
  /** Users asked for, and how many of them are known. */
  total: answerCount,
  known: answerCount,
  users: z.array(profileSchema),
  ...metricMarks,
});

/** What POST /v1/metrics/cohort answers. */
export type CohortAnswer = z.infer<typeof cohortAnswerSchema>;
