import { exports } from "cloudflare:workers";
import type { ErrorBody } from "../../protocol/error.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { app } from "../../worker/app.ts";
import { asDescribed } from "./as-described.ts";

/** The development store's keys, from wrangler.toml. */
export const WRITE_KEY = "wk_dev_DEVELOPMENTONLY";
export const SECRET_KEY = "sk_dev_DEVELOPMENTONLY";
export const ORIGIN = "http://collector.test";

/** Sends a request to the whole worker, as it would come from outside. */
export async function call(path: string, init: RequestInit = {}): Promise<Response> {
  const request = new Request(`${ORIGIN}${path}`, init);
  return asDescribed(request, await exports.default.fetch(request));
}

/** The same for a worker with other bindings than those of wrangler.toml. */
export async function callWith(request: Request, bindings: object): Promise<Response> {
  return asDescribed(request, await app.fetch(request, bindings));
}

/** A request with the secret key; a body makes it a POST of JSON unless the method is given. */
export function callAsOwner(
  path: string,
  { method, body }: { method?: string; body?: unknown } = {},
): Promise<Response> {
  return call(path, {
    method: method ?? (body === undefined ? "GET" : "POST"),
    headers: { Authorization: `Bearer ${SECRET_KEY}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}

/** Posts a value as JSON. */
export function post(path: string, body: unknown, headers: Record<string, string> = {}): Promise<Response> {
  return call(path, { method: "POST", body: JSON.stringify(body), headers });
}

/** Posts messages with the write key and returns the answer, which must be 200. */
export async function postBatch(...batch: unknown[]): Promise<IngestAnswer> {
  const response = await post("/v1/batch", { writeKey: WRITE_KEY, batch });
  if (response.status !== 200) throw new Error(`answered ${response.status}: ${await response.text()}`);
  return response.json<IngestAnswer>();
}

/** The status and error of an answer. */
export async function errorOf(response: Response): Promise<{ status: number; error: ErrorBody["error"] }> {
  const { error } = await response.json<ErrorBody>();
  return { status: response.status, error };
}
