import type { ShopperKey } from "./event.ts";
import { plainText } from "./normalize/plain-text.ts";

// What shops send when they know nobody; compared without case.
const NON_IDS: ReadonlySet<string> = new Set([
  "",
  "0",
  "null",
  "undefined",
  "none",
  "nan",
  "anonymous",
  "guest",
  "unknown",
  "[object object]",
  "00000000-0000-0000-0000-000000000000",
]);

/**
 * The id that a value of the wire states, as a string: numbers are rendered, spaces around and unprintable characters
 * taken away. Null when it is none (see the list above) or of another type. Its length is not limited here.
 */
export function cleanId(value: unknown): string | null {
  if (typeof value !== "string" && typeof value !== "number") return null;
  const id = plainText(String(value)).trim();
  return NON_IDS.has(id.toLowerCase()) ? null : id;
}

/** Who an event belongs to: the user if known, else the anonymous id; null without either. Takes cleaned ids. */
export function shopperKeyOf(userId: string | null, anonymousId: string | null): ShopperKey | null {
  if (userId !== null) return `u:${userId}`;
  return anonymousId === null ? null : `a:${anonymousId}`;
}

/** The id within a shopper's key, without its kind: `shopper` on the wire. */
export function bareId(key: ShopperKey): string {
  return key.slice(2);
}
