import { CommandError } from "../command-error.ts";
import { errorText } from "./error-text.ts";

/** A collector and the secret key of the store to act for. */
export interface OwnerAccess {
  /** The collector's address without a trailing slash. */
  url: string;
  secretKey: string;
  /** What to call the key in a complaint; absent: secret key. */
  keyName?: string;
}

/** One request with the secret key. */
export interface OwnerRequest {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Path from the collector's root, beginning with a slash. */
  path: string;
  /** Sent as JSON when given. */
  body?: object;
}

const TIMEOUT_MS = 30_000;

/**
 * Asks a collector something as the store's owner and answers the parsed JSON (null when the answer has no body).
 * Throws {@link CommandError} when nobody answers, the key is refused, or the answer is an error.
 */
export async function ownerRequest(access: OwnerAccess, request: OwnerRequest): Promise<unknown> {
  const response = await reach(access, request);
  if (response.status === 401 || response.status === 403) {
    throw new CommandError(
      `The collector at ${access.url} refused the ${access.keyName ?? "secret key"} (${await errorText(response)}).`,
    );
  }
  if (!response.ok) throw new CommandError(`${request.method} ${request.path} failed: ${await errorText(response)}`);
  const text = await response.text();
  if (text === "") return null;
  try {
    return JSON.parse(text);
  } catch {
    throw new CommandError(`What answers at ${access.url} is no Cartbeat collector.`);
  }
}

async function reach(access: OwnerAccess, request: OwnerRequest): Promise<Response> {
  const init: RequestInit = {
    method: request.method,
    headers: { authorization: `Bearer ${access.secretKey}`, "content-type": "application/json" },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  };
  if (request.body !== undefined) init.body = JSON.stringify(request.body);
  try {
    return await fetch(`${access.url}${request.path}`, init);
  } catch {
    throw new CommandError(`No collector answers at ${access.url}. Is it running?`);
  }
}
