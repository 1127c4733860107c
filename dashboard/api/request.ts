import type { ErrorBody } from "../../protocol/error.ts";

/** A request that has not been answered by then counts as not answered. */
const PATIENCE_MS = 20_000;

/** What the collector answered. `code` is the collector's, or `offline` when it did not answer at all. */
export type Answer<Data> = { ok: true; data: Data } | { ok: false; error: RequestError };

/** Why a request failed. */
export interface RequestError {
  code: string;
  /** For people, in English; empty when nothing is known. */
  message: string;
  parameter: string | null;
}

/** What may be said of a request. */
export interface RequestOptions {
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON. */
  body?: unknown;
  signal?: AbortSignal;
}

/** Asks the collector, with the session's cookie. Never rejects. */
export async function request<Data>(path: string, options: RequestOptions = {}): Promise<Answer<Data>> {
  const { method = "GET", body, signal } = options;
  const patience = AbortSignal.timeout(PATIENCE_MS);
  try {
    const response = await fetch(path, {
      method,
      credentials: "same-origin",
      signal: signal === undefined ? patience : AbortSignal.any([signal, patience]),
      ...(body === undefined ? {} : { body: JSON.stringify(body), headers: { "Content-Type": "application/json" } }),
    });
    const text = await response.text();
    if (response.ok) return { ok: true, data: (text === "" ? null : JSON.parse(text)) as Data };
    const { error } = JSON.parse(text) as ErrorBody;
    return { ok: false, error: { code: error.code, message: error.message, parameter: error.parameter ?? null } };
  } catch {
    return { ok: false, error: { code: "offline", message: "", parameter: null } };
  }
}
