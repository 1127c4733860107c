import {
  expireIdentitySecrets,
  expireKeys,
  insertIdentitySecret,
  insertKey,
  keepNewestKeys,
  keepNewestSecrets,
} from "./key-rows.ts";
import { sha256Hex } from "./sha256-hex.ts";

/** What can be rotated: the API keys, and the secret that signs identity tokens. */
export const KEY_KINDS = ["write", "secret", "read", "identity"] as const;

/** One of the kinds of key that can be rotated. */
export type KeyKind = (typeof KEY_KINDS)[number];

/** Most keys of a kind that are valid at one time: of more the oldest end at once. A rotation needs two. */
const MOST_KEYS = 20;
/** The same of identity secrets: every token is checked with each of them. */
const MOST_SECRETS = 5;

/** A rotation that was asked for. */
export interface KeyRotation {
  store: string;
  kind: KeyKind;
  /** Epoch milliseconds at which the present keys of that kind end; those that end earlier keep their time. */
  previousExpireAt: number;
  /** Random characters, hexadecimal: the secret part of the new key. */
  random: string;
}

const PREFIXES: Record<KeyKind, string> = { write: "wk", secret: "sk", read: "rk", identity: "is" };

/** A rotation in a form that can be stored without waiting: the digest needs an await, the transaction allows none. */
export interface PreparedRotation extends KeyRotation {
  /** The new key in full. It is shown once. */
  key: string;
  hash: string;
}

/** Makes the new key of a rotation. */
export async function prepareRotation(rotation: KeyRotation): Promise<PreparedRotation> {
  const key = `${PREFIXES[rotation.kind]}_${rotation.store}_${rotation.random}`;
  return { ...rotation, key, hash: await sha256Hex(key) };
}

/** Stores a rotation; call it in a transaction. */
export function storeRotation(sql: SqlStorage, rotation: PreparedRotation, now: number): void {
  if (rotation.kind === "identity") {
    expireIdentitySecrets(sql, rotation.previousExpireAt);
    keepNewestSecrets(sql, MOST_SECRETS - 1);
    insertIdentitySecret(sql, rotation.key, now);
  } else {
    expireKeys(sql, rotation.kind, rotation.previousExpireAt);
    keepNewestKeys(sql, rotation.kind, MOST_KEYS - 1);
    insertKey(sql, { hash: rotation.hash, kind: rotation.kind }, now);
  }
}
