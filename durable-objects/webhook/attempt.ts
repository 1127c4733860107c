import { refusalOfUrl } from "../../engine/webhook/refusal-of-url.ts";
import { parseRetryAfter } from "../../engine/webhook/retry-after.ts";
import type { AttemptRecord } from "./attempt-record.ts";
import type { EndpointState } from "./endpoint-state.ts";
import { readExcerpt } from "./read-excerpt.ts";
import { signedHeaders, type Signable } from "./sign.ts";

/** What an attempt needs of the outside. */
export interface Outside {
  /** `fetch`, or a test's. */
  send: (url: string, init: RequestInit) => Promise<Response>;
  /** Epoch milliseconds. */
  clock: () => number;
  /** See `refusalOfUrl`. */
  allowLocal: boolean;
  /** An endpoint that does not answer within this time has failed. */
  timeoutMs: number;
}

/** What came of one attempt. */
export interface AttemptResult {
  record: AttemptRecord;
  /** What the endpoint asked for, milliseconds; null when it did not. */
  retryAfterMs: number | null;
}

/** Sends a message once, signed for this moment. Never rejects: no answer is a result too. */
export async function attempt(
  message: Signable,
  endpoint: Pick<EndpointState, "url" | "secrets">,
  outside: Outside,
): Promise<AttemptResult> {
  const at = outside.clock();
  const failed = (error: string): AttemptResult => ({
    record: { at, status: null, durationMs: outside.clock() - at, error, response: null },
    retryAfterMs: null,
  });
  const refusal = refusalOfUrl(endpoint.url, outside);
  if (refusal !== null) return failed(`refused_url:${refusal}`);

  // Not `AbortSignal.timeout`: its timer could not be stopped, and would hold the object in memory.
  const abort = new AbortController();
  const timer = setTimeout(() => abort.abort(), outside.timeoutMs);
  try {
    const response = await outside.send(endpoint.url, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        "user-agent": "Cartbeat-Webhooks/1.0",
        ...signedHeaders(message, endpoint.secrets, at),
      },
      body: message.body,
      redirect: "manual",
      signal: abort.signal,
    });
    const excerpt = await readExcerpt(response);
    const now = outside.clock();
    return {
      record: {
        at,
        status: response.status,
        durationMs: now - at,
        error: null,
        response: excerpt,
      },
      retryAfterMs: parseRetryAfter(response.headers.get("retry-after"), now),
    };
  } catch {
    return failed(abort.signal.aborted ? "timeout" : "connection_failed");
  } finally {
    clearTimeout(timer);
  }
}
