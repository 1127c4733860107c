import * as z from "zod/mini";
import { answerCount } from "./answer-parts.ts";

/** What GET /v1/rebuild/status answers. */
export const rebuildStatusSchema = z.strictObject({
  state: z.enum(["idle", "in_progress", "completed", "failed"]),
  /** First every shopper is made anew, then every shard counts anew. */
  phase: z.nullable(z.enum(["shoppers", "counts"])),
  /** Whole percent, 0 to 100. */
  percentage: answerCount,
  /** Shoppers who were made anew from the log. */
  rebuilt: answerCount,
  /** Shoppers who keep what they knew: the log no longer holds their whole past. */
  kept: answerCount,
  shards: answerCount,
  shards_counted: answerCount,
  /** Since when the log holds everything; what happened before stands as it was counted. Null while idle. */
  log_since: z.nullable(z.iso.datetime()),
  elapsed_seconds: z.number(),
  /** Why it failed; null otherwise. */
  error: z.nullable(z.string()),
});

/** What GET /v1/rebuild/status answers. */
export type RebuildStatus = z.infer<typeof rebuildStatusSchema>;
