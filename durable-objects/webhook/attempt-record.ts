/** One attempt as the delivery log keeps it. */
export interface AttemptRecord {
  /** When it began, epoch milliseconds. */
  at: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  durationMs: number;
  /** Why there was no answer: `timeout`, `connection_failed` or `refused_url:…`; null when there was one. */
  error: string | null;
  /** The beginning of the answer, at most 1 KB; null when there was none. */
  response: string | null;
}

/** How many of a message's attempts are kept: replays come on top of the schedule's ten. */
const KEPT_ATTEMPTS = 20;

/** The history with one more attempt. */
export function withAttempt(history: AttemptRecord[], attempt: AttemptRecord): AttemptRecord[] {
  return [...history, attempt].slice(-KEPT_ATTEMPTS);
}
