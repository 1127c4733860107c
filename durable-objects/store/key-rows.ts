import type { ApiKeyKind, IdentitySecret, KeyRecord } from "./store-config.ts";

interface KeyRow extends Record<string, SqlStorageValue> {
  hash: string;
  kind: ApiKeyKind;
  expires_at: number | null;
}

interface SecretRow extends Record<string, SqlStorageValue> {
  secret: string;
  expires_at: number | null;
}

interface ExpiryRow extends Record<string, SqlStorageValue> {
  next: number | null;
}

const SELECT_KEYS = `SELECT hash, kind, expires_at FROM keys
  WHERE expires_at IS NULL OR expires_at > ? ORDER BY created_at DESC`;
const INSERT_KEY = "INSERT INTO keys (hash, kind, created_at, expires_at) VALUES (?, ?, ?, NULL)";
const EXPIRE_KEYS = "UPDATE keys SET expires_at = ?1 WHERE kind = ?2 AND (expires_at IS NULL OR expires_at > ?1)";
const SELECT_SECRETS = `SELECT secret, expires_at FROM identity_secrets
  WHERE expires_at IS NULL OR expires_at > ? ORDER BY created_at DESC`;
const INSERT_SECRET = "INSERT INTO identity_secrets (secret, created_at, expires_at) VALUES (?, ?, NULL)";
const EXPIRE_SECRETS = "UPDATE identity_secrets SET expires_at = ?1 WHERE expires_at IS NULL OR expires_at > ?1";
const KEEP_NEWEST_KEYS = `DELETE FROM keys WHERE kind = ?1
  AND hash NOT IN (SELECT hash FROM keys WHERE kind = ?1 ORDER BY created_at DESC LIMIT ?2)`;
const KEEP_NEWEST_SECRETS = `DELETE FROM identity_secrets
  WHERE secret NOT IN (SELECT secret FROM identity_secrets ORDER BY created_at DESC LIMIT ?)`;
const DELETE_EXPIRED_KEYS = "DELETE FROM keys WHERE expires_at <= ?";
const DELETE_EXPIRED_SECRETS = "DELETE FROM identity_secrets WHERE expires_at <= ?";
const NEXT_EXPIRY = `SELECT min(expires_at) AS next FROM
  (SELECT expires_at FROM keys UNION ALL SELECT expires_at FROM identity_secrets)`;

/** The keys that are valid at `now`, youngest first. */
export function validKeys(sql: SqlStorage, now: number): KeyRecord[] {
  return sql
    .exec<KeyRow>(SELECT_KEYS, now)
    .toArray()
    .map((row) => ({ hash: row.hash, kind: row.kind, expiresAt: row.expires_at }));
}

/** The identity secrets that are valid at `now`, youngest first. */
export function validIdentitySecrets(sql: SqlStorage, now: number): IdentitySecret[] {
  return sql
    .exec<SecretRow>(SELECT_SECRETS, now)
    .toArray()
    .map((row) => ({ secret: row.secret, expiresAt: row.expires_at }));
}

/** Adds a key that does not expire. */
export function insertKey(sql: SqlStorage, key: Pick<KeyRecord, "hash" | "kind">, now: number): void {
  sql.exec(INSERT_KEY, key.hash, key.kind, now);
}

/** Lets the present keys of a kind end at `expiresAt`, unless they end earlier. */
export function expireKeys(sql: SqlStorage, kind: KeyRecord["kind"], expiresAt: number): void {
  sql.exec(EXPIRE_KEYS, expiresAt, kind);
}

/** Adds an identity secret that does not expire. */
export function insertIdentitySecret(sql: SqlStorage, secret: string, now: number): void {
  sql.exec(INSERT_SECRET, secret, now);
}

/** Lets the present identity secrets end at `expiresAt`, unless they end earlier. */
export function expireIdentitySecrets(sql: SqlStorage, expiresAt: number): void {
  sql.exec(EXPIRE_SECRETS, expiresAt);
}

/** Ends all keys of a kind but the newest so many. */
export function keepNewestKeys(sql: SqlStorage, kind: KeyRecord["kind"], most: number): void {
  sql.exec(KEEP_NEWEST_KEYS, kind, most);
}

/** Ends all identity secrets but the newest so many. */
export function keepNewestSecrets(sql: SqlStorage, most: number): void {
  sql.exec(KEEP_NEWEST_SECRETS, most);
}

/** Forgets what has expired by `now`; safe to run twice. */
export function deleteExpired(sql: SqlStorage, now: number): void {
  sql.exec(DELETE_EXPIRED_KEYS, now);
  sql.exec(DELETE_EXPIRED_SECRETS, now);
}

/** When the next key or secret expires; null when none does. */
export function nextExpiry(sql: SqlStorage): number | null {
  return sql.exec<ExpiryRow>(NEXT_EXPIRY).one().next;
}
