import { MAX_DECOMPRESSED_BYTES, MAX_REQUEST_BYTES } from "../../protocol/limits.ts";

/** The body as text, or the code of the error that it deserves. */
export type ReadBodyText = { ok: true; text: string } | { ok: false; code: "request_too_large" | "unreadable_body" };

/** Beacons send text/plain, to do without a preflight; some clients send no type at all. */
const READABLE_TYPE = /^\s*(?:$|text\/|application\/(?:[\w.+-]*json|octet-stream)(?:\s*;|\s*$))/i;

/** Reads a body of text, plain or gzip. It never holds more of it in memory than the limits allow. */
export async function readBodyText(request: Request): Promise<ReadBodyText> {
  if (!READABLE_TYPE.test(request.headers.get("Content-Type") ?? "")) return { ok: false, code: "unreadable_body" };
  const encoding = (request.headers.get("Content-Encoding") ?? "identity").trim().toLowerCase();
  if (encoding !== "identity" && encoding !== "gzip") return { ok: false, code: "unreadable_body" };
  if (Number(request.headers.get("Content-Length") ?? 0) > MAX_REQUEST_BYTES) {
    return { ok: false, code: "request_too_large" };
  }
  const travelled = request.body === null ? new Uint8Array() : await readUpTo(request.body, MAX_REQUEST_BYTES);
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
