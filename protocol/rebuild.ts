import * as z from "zod/mini";
import { answerCount } from "./answer-parts.ts";

/** What GET /v1/rebuild/status answers. */
export const rebuildStatusSchema = z.strictObject({
  /** What is being done. */
  state: z.enum(["idle", "in_progress", "completed", "failed"]),
  /** First every shopper is made anew, then every shard counts anew. */
  phase: z.nullable(z.enum(["shoppers", "counts"])),
  /** Whole percent, 0 to 100. @example 40 */
  percentage: answerCount,
  /** Shoppers who were made anew from the log. @example 8204 */
  rebuilt: answerCount,
  /** Shoppers who keep what they knew: the log no longer holds their whole past. @example 31 */
  kept: answerCount,
  /** Shards of the store. @example 16 */
  shards: answerCount,
  /** Those of them that have counted anew. @example 4 */
  shards_counted: answerCount,
  /** Since when the log holds everything; what happened before stands as it was counted. Null while idle. */
  log_since: z.nullable(z.iso.datetime()),
  /** Since it was started. @example 12.4 */
  elapsed_seconds: z.number(),
  /** Why it failed; null otherwise. @example "A shard does not answer." */
  error: z.nullable(z.string()),
});

/** What GET /v1/rebuild/status answers. */
export type RebuildStatus = z.infer<typeof rebuildStatusSchema>;
