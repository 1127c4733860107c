import { createCipheriv, createHash } from "node:crypto";
import type { ShopperKey } from "../../engine/event.ts";

/** Random bytes in a token: two tokens of one shopper have nothing in common, and none can be guessed. */
export const TOKEN_RANDOM_BYTES = 12;

/** Whose tokens these are. */
export interface TokenStore {
  store: string;
  /** The store's salt, which never leaves the service. */
  salt: string;
}

/**
 * A restore link's token: `{store}.{sealed}`, where `sealed` is the shopper's key, encrypted and authenticated with a
 * key of the store (AES-256-GCM, base64url).
 *
 * Why so: whoever follows a link must be led to one object among millions. A table of tokens per store would cost a row
 * for every alert and make one object answer every click; a token that names its shopper would show an id that may be
 * an e-mail address to every mail server and proxy on the way. Sealed, it says where to go to nobody but us. It grants
 * nothing by itself: the shopper's object knows the hashes of the tokens that were given out, with their expiry, and
 * refuses every other, so that even the store's key makes no link. The key is derived from the store's salt, which is
 * random, kept in the store's object and used for nothing but hashing; a second secret beside it would protect nothing
 * more.
 */
export function sealToken(shopper: ShopperKey, { store, salt }: TokenStore, random: Uint8Array): string {
  const cipher = createCipheriv("aes-256-gcm", tokenKey(salt), random).setAAD(new TextEncoder().encode(store));
  const parts = [random, cipher.update(new TextEncoder().encode(shopper)), cipher.final(), cipher.getAuthTag()];
  return `${store}.${toBase64Url(parts)}`;
}

/** The key that seals the tokens of a store. */
export function tokenKey(salt: string): Uint8Array {
  return createHash("sha256").update(`restore links\n${salt}`).digest();
}

function toBase64Url(parts: readonly Uint8Array[]): string {
  const binary = parts.map((part) => String.fromCharCode(...part)).join("");
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}
