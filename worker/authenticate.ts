import { cachedStoreConfig } from "../durable-objects/store/cached-store-config.ts";
import type { Env } from "../durable-objects/env.ts";
import { sha256Hex } from "../durable-objects/store/sha256-hex.ts";
import type { KeyRecord, StoreConfig } from "../durable-objects/store/store-config.ts";
import { isDevelopmentKey } from "../durable-objects/store/store-seed.ts";
import { isSameText } from "./is-same-text.ts";
import type { PresentedKey } from "./presented-keys.ts";

/** A store whose key was presented, and which of its kinds of key it was. */
export interface Authenticated {
  kind: KeyRecord["kind"];
  config: StoreConfig;
}

/**
 * Whose key this is; null for an unknown, expired or revoked key and for an unknown store, which look the same.
 * Rejects when the store cannot be reached.
 */
export async function authenticate(env: Env, presented: PresentedKey, now: number): Promise<Authenticated | null> {
  if (env.MODE === "production" && isDevelopmentKey(presented.key)) return null;
  const config = await cachedStoreConfig(env, presented.store, now);
  if (config === null) return null;
  const hash = await sha256Hex(presented.key);
  const record = config.keys.find(
    (key) => isSameText(key.hash, hash) && (key.expiresAt === null || key.expiresAt > now),
  );
  return record === undefined ? null : { kind: record.kind, config };
}
