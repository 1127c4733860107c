import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { CommandError } from "../command-error.ts";
import { waitUntil } from "../wait-until.ts";
import { errorText } from "./error-text.ts";
import { retryAfterMs } from "./retry-after.ts";

/** A collector that messages go to. */
export interface PostTarget {
  /** The collector's address without a trailing slash. */
  url: string;
  signal: AbortSignal;
  /** Called before a pause of a second or more, with what went wrong: nobody should look at a still screen. */
  onLongPause?: (reason: string) => void;
}

/** One request with messages. */
export interface PostRequest {
  /** From the collector's root, beginning with a slash. */
  path: string;
  headers: Readonly<Record<string, string>>;
  /** Made anew for each attempt: it may say when it was sent. */
  body: () => string | Buffer<ArrayBuffer>;
  /** How long an answer may take. */
  timeoutMs: number;
  /** What a 401 or 403 means. */
  refusedKey: string;
}

/** What became of a batch: the collector's answer, and how often it had to be sent again. */
export interface PostedBatch extends IngestAnswer {
  retries: number;
}

const MAX_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 250;
const LONG_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 30_000;

/**
 * Sends messages until they are taken. 429, 5xx and a broken connection are tried again after the time that the
 * collector asks for; message ids make that safe. Throws {@link CommandError} for any other answer and after the last
 * attempt; throws the signal's reason when aborted.
 */
export async function postMessages(target: PostTarget, request: PostRequest): Promise<PostedBatch> {
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await attemptPost(target, request);
    if ("answer" in outcome) return { ...outcome.answer, retries: attempt - 1 };
    if (attempt === MAX_ATTEMPTS) throw new CommandError(`${outcome.reason} (${MAX_ATTEMPTS} attempts)`);
    const pauseMs = Math.min(outcome.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS);
    if (pauseMs >= LONG_PAUSE_MS) target.onLongPause?.(outcome.reason);
    await waitUntil(Date.now() + pauseMs, target.signal);
  }
}

type AttemptOutcome = { answer: IngestAnswer } | { reason: string; retryAfterMs: number | null };

async function attemptPost(target: PostTarget, request: PostRequest): Promise<AttemptOutcome> {
  let response: Response;
  try {
    response = await fetch(`${target.url}${request.path}`, {
      method: "POST",
      headers: request.headers,
      body: request.body(),
      signal: AbortSignal.any([target.signal, AbortSignal.timeout(request.timeoutMs)]),
    });
    if (response.ok) return { answer: (await response.json()) as IngestAnswer };
  } catch (error) {
    target.signal.throwIfAborted();
    const cause = error instanceof Error ? (error.cause ?? error) : error;
    return { reason: `No collector answers at ${target.url}: ${causeText(cause)}`, retryAfterMs: null };
  }
  const reason = await errorText(response);
  if (response.status === 401 || response.status === 403) throw new CommandError(request.refusedKey);
  if (response.status !== 429 && response.status < 500) {
    throw new CommandError(`The collector refused a batch: ${reason}`);
  }
  const wait = retryAfterMs(response.headers.get("retry-after"), Date.now());
  return { reason: `The collector did not take a batch: ${reason}`, retryAfterMs: wait };
}

function causeText(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
