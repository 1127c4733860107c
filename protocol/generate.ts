import * as z from "zod/mini";
import { answerCount } from "./answer-parts.ts";

/** What a generator of test traffic is doing. */
const GENERATE_STATES = ["idle", "in_progress", "completed", "failed"] as const;

/** What GET /v1/generate/status answers. Of `idle` everything is 0. */
export const generateStatusSchema = z.strictObject({
  state: z.enum(GENERATE_STATES),
  /** Whole percent, 0 to 100. */
  percentage: answerCount,
  /** Events that are durable. */
  generated: answerCount,
  /** Events asked for. */
  target: answerCount,
  remaining: answerCount,
  elapsed_seconds: z.number(),
  /** Never negative; null before it can be told, and when nothing is under way. */
  eta_seconds: z.nullable(z.number()),
  events_per_second: z.number(),
  /** Why it failed; null otherwise. */
  error: z.nullable(z.string()),
});

/** What GET /v1/generate/status answers. */
export type GenerateStatus = z.infer<typeof generateStatusSchema>;

/** What POST /v1/generate answers: the same, and the seed with which the traffic can be made again. */
export const generateAnswerSchema = z.extend(generateStatusSchema, { seed: z.string() });
