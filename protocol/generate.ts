import * as z from "zod/mini";
import { answerCount } from "./answer-parts.ts";

/** What a generator of test traffic is doing. */
const GENERATE_STATES = ["idle", "in_progress", "completed", "failed"] as const;

/** What GET /v1/generate/status answers. Of `idle` everything is 0. */
export const generateStatusSchema = z.strictObject({
  /** What the generator is doing. */
  state: z.enum(GENERATE_STATES),
  /** Whole percent, 0 to 100. @example 40 */
  percentage: answerCount,
  /** Events that are durable. @example 4000 */
  generated: answerCount,
  /** Events asked for. @example 10000 */
  target: answerCount,
  /** Events still to come. @example 6000 */
  remaining: answerCount,
  /** Since it was started. @example 12.4 */
  elapsed_seconds: z.number(),
  /** Never negative; null before it can be told, and when nothing is under way. @example 18.6 */
  eta_seconds: z.nullable(z.number()),
  /** Durable events a second, so far. @example 322.6 */
  events_per_second: z.number(),
  /** Why it failed; null otherwise. @example "The store does not answer." */
  error: z.nullable(z.string()),
});

/** What GET /v1/generate/status answers. */
export type GenerateStatus = z.infer<typeof generateStatusSchema>;

/** What POST /v1/generate answers: the same, and the seed with which the traffic can be made again. */
export const generateAnswerSchema = z.extend(generateStatusSchema, {
  /** With it the same traffic can be made again. @example "autumn" */
  seed: z.string(),
});
