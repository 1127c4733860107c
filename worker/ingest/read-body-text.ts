import { MAX_DECOMPRESSED_BYTES, MAX_REQUEST_BYTES } from "../../protocol/limits.ts";

/** The body as text, or the code of the error that it deserves. */
export type ReadBodyText =
  | { ok: true; text: string }
  | { ok: false; code: "request_too_large" | "unreadable_body" | "unavailable" };

/** A body that has not come whole by then is not waited for: it would hold its memory as long as its sender likes. */
const BODY_MS = 30_000;

/** Beacons send text/plain, to do without a preflight; some clients send no type at all. */
const READABLE_TYPE = /^\s*(?:$|text\/|application\/(?:[\w.+-]*json|octet-stream)(?:\s*;|\s*$))/i;

/**
 * Reads a body of text, plain or gzip. It never holds more of it in memory than the limits allow, and never for longer
 * than `bodyMs` while it still comes.
 */
export async function readBodyText(request: Request, bodyMs = BODY_MS): Promise<ReadBodyText> {
  if (!READABLE_TYPE.test(request.headers.get("Content-Type") ?? "")) return { ok: false, code: "unreadable_body" };
  const encoding = (request.headers.get("Content-Encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") return { ok: false, code: "unreadable_body" };
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_REQUEST_BYTES) {
    return { ok: false, code: "request_too_large" };
  }
  const reading = request.body === null ? new Uint8Array() : readUpTo(request.body, MAX_REQUEST_BYTES);
  const travelled = await inTime(reading, bodyMs);
  if (travelled === "late") return { ok: false, code: "unavailable" };
  if (travelled === null) return { ok: false, code: "request_too_large" };
  if (encoding === "identity") return decoded(travelled);
  try {
    const plain = new Blob([travelled]).stream().pipeThrough(new DecompressionStream("gzip"));
    const bytes = await readUpTo(plain, MAX_DECOMPRESSED_BYTES);
    return bytes === null ? { ok: false, code: "request_too_large" } : decoded(bytes);
  } catch {
    // Not gzip, or cut short.
    return { ok: false, code: "unreadable_body" };
  }
}

async function inTime<Value>(value: Value | Promise<Value>, limitMs: number): Promise<Value | "late"> {
  if (!(value instanceof Promise)) return value;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const late = new Promise<"late">((resolve) => {
    timer = setTimeout(() => resolve("late"), limitMs);
  });
  // Of what came too late nobody hears any more.
  value.catch(() => {});
  try {
    return await Promise.race([value, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The stream's bytes; null, and the rest is not read, when there are more than `limit`. */
async function readUpTo(stream: ReadableStream<Uint8Array>, limit: number): Promise<Uint8Array<ArrayBuffer> | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

function decoded(bytes: Uint8Array): ReadBodyText {
  try {
    return { ok: true, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes) };
  } catch {
    return { ok: false, code: "unreadable_body" };
  }
}
