/** A position in a list as a cursor: base64url of JSON, opaque to whoever sends it back. */
export function toCursor(position: unknown): string {
  const bytes = new TextEncoder().encode(JSON.stringify(position));
  const base64 = btoa(String.fromCharCode(...bytes));
  return base64.replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** What a cursor holds, to be judged by a schema; null for what is no cursor. */
export function fromCursor(cursor: string): unknown {
  try {
    const binary = atob(cursor.replaceAll("-", "+").replaceAll("_", "/"));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes));
  } catch {
    return null;
  }
}
