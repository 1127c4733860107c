import type { FuzzRequest } from "./make-request.ts";
import type { FuzzAnswer } from "./send.ts";

/** What is wrong with an answer, whatever the request was; null when nothing is. */
export function complaint({ method, mark }: Pick<FuzzRequest, "method" | "mark">, answer: FuzzAnswer): string | null {
  const { status, headers, body } = answer;
  if (status >= 500 && status !== 503) return `answered ${status}: ${body.slice(0, 200)}`;
  if (status === 503 && headers["retry-after"] === undefined) return "503 without Retry-After";
  if (status < 400) return null;
  // A preflight's headers are repeated: CORS wants it so.
  const told = method === "OPTIONS" ? body : JSON.stringify(headers) + body;
  if (told.includes(mark)) return `${status} repeats input: ${body.slice(0, 300)}`;
  if (method === "HEAD" || body === "") return null;
  // Links in e-mails are opened by people: they get a page.
  if (String(headers["content-type"]).startsWith("text/html")) return null;
  return isErrorBody(body) ? null : `${status} without an error body: ${body.slice(0, 200)}`;
}

function isErrorBody(text: string): boolean {
  try {
    const { error } = JSON.parse(text) as { error?: { code?: unknown; message?: unknown } };
    return typeof error?.code === "string" && /^[a-z_]+$/.test(error.code) && typeof error.message === "string";
  } catch {
    return false;
  }
}
