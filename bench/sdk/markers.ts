import { gunzipSync } from "node:zlib";

/** Every event that a bench records carries one of these, wherever its SDK puts properties. */
const MARKER = /mk-[0-9a-z]+-[0-9a-z]+-mk/g;
/** What could be base64 with something of length in it. */
const BASE64 = /[A-Za-z0-9+/_-]{40,}={0,2}/g;

/** The marker of one event: of which run it is, and which event of that run. */
export function marker(run: string, event: number): string {
  return `mk-${run}-${event.toString(36)}-mk`;
}

/**
 * The markers of all events in the body of a request, each as often as there are events with it. Whatever an SDK does
 * with its events on the way (gzip, base64, form fields) is undone; how it names their fields does not matter.
 */
export function markersIn(body: Buffer): string[] {
  const text = unpacked(body).toString("utf8");
  const plain = [text, formValues(text)].find((candidate) => candidate.match(MARKER) !== null);
  if (plain !== undefined) return plain.match(MARKER) ?? [];
  const encoded = formValues(text).match(BASE64) ?? [];
  return encoded.flatMap((part) => unpacked(Buffer.from(part, "base64")).toString("utf8").match(MARKER) ?? []);
}

function unpacked(bytes: Buffer): Buffer {
  return bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
}

function formValues(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll("+", "%20"));
  } catch {
    return text;
  }
}
