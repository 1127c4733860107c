/** What a store's generator of test traffic is doing. */
export type GenerateState = "idle" | "in_progress" | "completed" | "failed";

/** What GET /v1/generate/status answers. Of `idle` everything is 0. */
export interface GenerateStatus {
  state: GenerateState;
  /** Whole percent, 0 to 100. */
  percentage: number;
  /** Events that are durable. */
  generated: number;
  /** Events asked for. */
  target: number;
  remaining: number;
  elapsed_seconds: number;
  /** Never negative; null before it can be told, and when nothing is under way. */
  eta_seconds: number | null;
  events_per_second: number;
  /** Why it failed; null otherwise. */
  error: string | null;
}
