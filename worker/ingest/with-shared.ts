import { isRecord } from "../is-record.ts";

/** Fields that a batch may state once for all of its messages. */
const SHARED = ["type", "anonymousId", "userId", "sessionId"] as const;

/**
 * A message with what its batch states once for all: type, ids, and the context as Segment has it. What the message says
 * itself counts; the fields of both contexts are put together.
 */
export function withShared(message: unknown, batch: Record<string, unknown>): unknown {
  if (!isRecord(message)) return message;
  const whole = { ...message };
  for (const field of SHARED) {
    if (whole[field] === undefined && batch[field] !== undefined) whole[field] = batch[field];
  }
  const { context } = message;
  if (isRecord(batch["context"]) && (context === undefined || isRecord(context))) {
    whole["context"] = { ...batch["context"], ...context };
  }
  return whole;
}
