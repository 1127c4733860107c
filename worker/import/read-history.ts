import type { ErrorCode } from "../../protocol/error.ts";
import { readBodyText } from "../ingest/read-body-text.ts";
import { isRecord } from "../is-record.ts";

/** The messages of an import, or the code of the error that the body deserves. */
export type ReadHistory = { ok: true; messages: unknown[] } | { ok: false; code: ErrorCode };

/**
 * Reads the body of an import: `{ "batch": [...] }` as JSON, or, where the content type says ndjson, one message a line.
 * A line that is no JSON becomes `null`, so that it is refused by its position and costs nothing else.
 */
export async function readHistory(request: Request): Promise<ReadHistory> {
  const read = await readBodyText(request);
  if (!read.ok) return read;
  if (/ndjson|jsonl/i.test(request.headers.get("Content-Type") ?? "")) {
    const lines = read.text.replace(/\n$/, "").split("\n");
    return { ok: true, messages: lines.map((line) => parsed(line) ?? null) };
  }
  const body = parsed(read.text);
  if (body === undefined) return { ok: false, code: "invalid_json" };
  if (!isRecord(body) || !Array.isArray(body["batch"])) return { ok: false, code: "invalid_batch" };
  return { ok: true, messages: body["batch"] };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
