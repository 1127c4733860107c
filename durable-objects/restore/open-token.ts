import { createDecipheriv } from "node:crypto";
import type { ShopperKey } from "../../engine/event.ts";
import { TOKEN_RANDOM_BYTES, tokenKey } from "./seal-token.ts";

const TAG_BYTES = 16;

/** The store that a token names; null for what is no token. Whether it is genuine is not known yet. */
export function storeOfToken(token: string): string | null {
  return /^([a-z0-9][a-z0-9_-]{0,63})\.[\w-]{38,}$/.exec(token)?.[1] ?? null;
}

/** The shopper of a token that its store has sealed; null for any other. Whether it was given out is for its object. */
export function openToken(token: string, salt: string): ShopperKey | null {
  const store = storeOfToken(token);
  const bytes = store === null ? null : fromBase64Url(token.slice(store.length + 1));
  if (store === null || bytes === null || bytes.length <= TOKEN_RANDOM_BYTES + TAG_BYTES) return null;
  const decipher = createDecipheriv("aes-256-gcm", tokenKey(salt), bytes.subarray(0, TOKEN_RANDOM_BYTES))
    .setAAD(new TextEncoder().encode(store))
    .setAuthTag(bytes.subarray(-TAG_BYTES));
  try {
    const start = decipher.update(bytes.subarray(TOKEN_RANDOM_BYTES, -TAG_BYTES));
    decipher.final();
    return new TextDecoder().decode(start) as ShopperKey;
  } catch {
    // Not sealed by this store.
    return null;
  }
}

function fromBase64Url(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}
