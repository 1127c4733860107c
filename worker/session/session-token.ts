import type { ApiKeyKind, KeyRecord, StoreConfig } from "../../durable-objects/store/store-config.ts";

/** Digits of the key's hash that name it in a token. */
const KEY_ID_DIGITS = 16;
const TOKEN = /^([a-z0-9][a-z0-9_-]{0,63})\.([0-9a-f]{16})\.(\d{13})\.([0-9a-f]{64})$/;

/** What a token says; whether it is true is another question ({@link kindOfSession}). */
export interface SessionToken {
  store: string;
  /** First digits of the hash of the key that was exchanged. */
  keyId: string;
  /** Epoch milliseconds. */
  expiresAt: number;
  /** HMAC-SHA256, hexadecimal. */
  signature: string;
}

/** A token for whoever has shown the key, signed with the store's session secret. */
export async function signSession(
  { store, sessionSecret }: Pick<StoreConfig, "store" | "sessionSecret">,
  keyHash: string,
  expiresAt: number,
): Promise<string> {
  const said = `${store}.${keyHash.slice(0, KEY_ID_DIGITS)}.${expiresAt}`;
  const signature = await crypto.subtle.sign("HMAC", await importSecret(sessionSecret), new TextEncoder().encode(said));
  return `${said}.${Array.from(new Uint8Array(signature), (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
}

/** A token's parts; null for anything that is none. */
export function readSession(token: string | undefined): SessionToken | null {
  const [, store, keyId, expiresAt, signature] = TOKEN.exec(token ?? "") ?? [];
  if (store === undefined || keyId === undefined || signature === undefined) return null;
  return { store, keyId, expiresAt: Number(expiresAt), signature };
}

/**
 * The kind of the key that was exchanged, while the token is signed by the store, has not ended, and that key still
 * works; null otherwise.
 */
export async function kindOfSession(
  session: SessionToken,
  config: StoreConfig,
  now: number,
): Promise<ApiKeyKind | null> {
  if (session.expiresAt <= now || session.store !== config.store) return null;
  const key = config.keys.find((record) => isKey(record, session.keyId, now));
  if (key === undefined) return null;
  const said = `${session.store}.${session.keyId}.${session.expiresAt}`;
  const bytes = Uint8Array.from(session.signature.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const text = new TextEncoder().encode(said);
  return (await crypto.subtle.verify("HMAC", await importSecret(config.sessionSecret), bytes, text)) ? key.kind : null;
}

function isKey({ hash, kind, expiresAt }: KeyRecord, keyId: string, now: number): boolean {
  return kind !== "write" && hash.startsWith(keyId) && (expiresAt === null || expiresAt > now);
}

function importSecret(secret: string): Promise<CryptoKey> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  return crypto.subtle.importKey("raw", new TextEncoder().encode(secret), algorithm, false, ["sign", "verify"]);
}
