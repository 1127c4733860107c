import { apiError } from "./api-error.ts";
import { ShardCountError } from "./metrics/shard-count-error.ts";

/** The answer to whatever a handler threw: 503 when an object could not be reached just now, 500 for our own faults. */
export function answerError(error: unknown): Response {
  if (error instanceof ShardCountError) return apiError("conflict", { message: error.message });
  console.error(error);
  return apiError(isTemporary(error) ? "unavailable" : "internal_error");
}

/** The platform marks errors of objects that are restarting, moving or overloaded. */
function isTemporary(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return false;
  const { retryable, overloaded } = error as { retryable?: unknown; overloaded?: unknown };
  return retryable === true || overloaded === true;
}
