import { env } from "cloudflare:workers";
import { sha256Hex } from "../../durable-objects/store/sha256-hex.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../protocol/settings.ts";

/** How many shards a store of {@link envOf} has. */
export const SHARDS = 4;

/** What a test changes of a store. */
export interface EnvOverrides {
  shards?: number;
  settings?: Partial<Settings>;
  /** Shards by the names of their objects that fail. */
  broken?: (shard: string) => boolean;
}

/** The secret key of a store of {@link envOf}. */
export function secretKeyOf(store: string): string {
  return `sk_${store}_secret`;
}

/** The write key of a store of {@link envOf}. */
export function writeKeyOf(store: string): string {
  return `wk_${store}_write`;
}

/** A route's environment with a store of the test's own, whose shards are real and whose configuration is given. */
export function envOf(store: string, overrides: EnvOverrides = {}) {
  const { shards = SHARDS, settings = {}, broken = () => false } = overrides;
  const config = async (): Promise<StoreConfig> => ({
    store,
    settings: { ...DEFAULT_SETTINGS, ...settings },
    salt: "salt",
    shards,
    endpoints: [],
    identitySecrets: [],
    sessionSecret: "session secret",
    hasEvents: true,
    keys: [
      { hash: await sha256Hex(secretKeyOf(store)), kind: "secret", expiresAt: null },
      { hash: await sha256Hex(writeKeyOf(store)), kind: "write", expiresAt: null },
    ],
  });
  const failing = {
    abandonedCarts: () => Promise.reject(new Error("broken")),
    question: () => Promise.reject(new Error("broken")),
  };
  return {
    ...env,
    STORES: JSON.stringify([{ store, write_key: writeKeyOf(store), secret_key: secretKeyOf(store) }]),
    STORE: { idFromName: (name: string) => name, get: () => ({ config }) },
    METRICS_SHARD: {
      idFromName: (name: string) => name,
      get: (name: string) => (broken(name) ? failing : env.METRICS_SHARD.getByName(name)),
    },
  };
}
