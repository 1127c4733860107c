import type { IdentitySecret } from "../../durable-objects/store/store-config.ts";
import { cleanId } from "../../engine/shopper-key.ts";
import { isRecord } from "../is-record.ts";

/** Whether this token proves this user id. */
export type IdentityVerifier = (userId: string, token: string) => boolean;

/**
 * A check of the identity tokens of a batch: HMAC-SHA256(secret, store + "\n" + userId) as base64url, or in the
 * hexadecimal digits that some template languages have alone, by any secret that is valid at `now`. The signatures are made beforehand, because the platform's are asynchronous and the engine is
 * not: the check knows the (user, token) pairs of these messages and calls everything else unproven.
 */
export async function identityVerifier(
  store: string,
  secrets: IdentitySecret[],
  messages: unknown[],
  now: number,
): Promise<IdentityVerifier> {
  const valid = secrets.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
  const userIds = valid.length === 0 ? new Set<string>() : tokenedUserIds(messages);
  const proven = new Map<string, Uint8Array[]>();
  if (userIds.size > 0) {
    const keys = await Promise.all(valid.map(({ secret }) => importSecret(secret)));
    await Promise.all(
      Array.from(userIds, async (userId) => {
        proven.set(userId, await Promise.all(keys.map((key) => sign(key, `${store}\n${userId}`))));
      }),
    );
  }
  return (userId, token) => {
    const presented = HEX.test(token) ? fromHex(token) : fromBase64Url(token);
    return presented !== null && (proven.get(userId) ?? []).some((signature) => isEqual(signature, presented));
  };
}

/** 32 bytes; in base64url they are 43 characters. */
const HEX = /^[0-9a-f]{64}$/i;

/** User ids that come with a token. */
function tokenedUserIds(messages: unknown[]): Set<string> {
  const userIds = new Set<string>();
  for (const message of messages) {
    if (!isRecord(message) || !isRecord(message["context"])) continue;
    if (typeof message["context"]["identity_token"] !== "string") continue;
    const userId = cleanId(message["userId"]);
    if (userId !== null) userIds.add(userId);
  }
  return userIds;
}

function importSecret(secret: string): Promise<CryptoKey> {
  const bytes = new TextEncoder().encode(secret);
  return crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function sign(key: CryptoKey, text: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
}

function fromHex(digits: string): Uint8Array {
  return Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function fromBase64Url(text: string): Uint8Array | null {
  try {
    return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (char) => char.charCodeAt(0));
  } catch {
    return null;
  }
}

/** In a time that does not tell how much of it was right. */
function isEqual(a: Uint8Array, b: Uint8Array): boolean {
  return a.byteLength === b.byteLength && crypto.subtle.timingSafeEqual(a, b);
}
