/** One attempt as the delivery log keeps it. */
export interface AttemptRecord {
  /** When it began, epoch milliseconds. */
  at: number;
  /** HTTP status; null when there was no answer. */
  status: number | null;
  durationMs: number;
  /** Why there was no answer: `timeout`, `connection_failed` or `refused_url:…`; null when there was one. */
  error: string | null;
  /** The first characters of a failure's answer, at most 1 KB; null for a success. */
  response: string | null;
}

/** How many of a message's attempts are kept: replays come on top of the schedule's ten. */
const KEPT_ATTEMPTS = 20;

/** The history with one more attempt. Only the last failure's answer is kept: ten times the same page helps nobody. */
export function withAttempt(history: AttemptRecord[], attempt: AttemptRecord): AttemptRecord[] {
  const earlier = history.map((record) => ({ ...record, response: null }));
  return [...earlier, attempt].slice(-KEPT_ATTEMPTS);
}
