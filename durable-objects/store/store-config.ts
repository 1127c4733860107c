import type { EngineConstants } from "../../engine/constants.ts";
import type { Settings } from "../../protocol/settings.ts";
import type { Identity, OutcomeType, Stage } from "../../protocol/outcome.ts";

/** A webhook endpoint as far as the shoppers need to know it. */
export interface EndpointConfig {
  id: string;
  /** Outcome types it wants. */
  eventTypes: OutcomeType[];
  /** Stages and kinds of shopper of which it wants to hear; absent: all. */
  stages?: Stage[] | undefined;
  identities?: Identity[] | undefined;
  /** True when it was disabled for its failures: what it is told becomes dead letters. */
  disabled?: boolean;
}

/** What a shopper object needs to know of its store; passed in with every call. */
export interface ShopperConfig {
  settings: Settings;
  /** Random per store: hold-out groups and cart ids are hashed with it. */
  salt: string;
  /** Number of metrics shards, fixed when the store was created. */
  shards: number;
  /** Endpoints that are told of outcomes: all but those that the owner disabled. */
  endpoints: EndpointConfig[];
  /** The engine's own times; absent: those of the service. Only tests set them, to see in seconds what takes days. */
  constants?: EngineConstants;
}

/** The kinds of key. */
export const API_KEY_KINDS = ["write", "secret", "read"] as const;

/** What a key may do: `write` sends claims, `secret` does everything, `read` reads what the secret key reads. */
export type ApiKeyKind = (typeof API_KEY_KINDS)[number];

/** A key of the store. Only its SHA-256 is kept. */
export interface KeyRecord {
  /** Hex SHA-256 of the key. */
  hash: string;
  kind: ApiKeyKind;
  /** Epoch milliseconds after which it is refused; null for never. */
  expiresAt: number | null;
}

/** A secret that signs identity tokens. It is kept as it is, because a hash could not verify a signature. */
export interface IdentitySecret {
  secret: string;
  /** Epoch milliseconds after which it is refused; null for never. */
  expiresAt: number | null;
}

/** Everything that is cached of a store for up to 60 s. */
export interface StoreConfig extends ShopperConfig {
  store: string;
  keys: KeyRecord[];
  /** Newest first; empty while the store uses no identity tokens. */
  identitySecrets: IdentitySecret[];
  /** Signs the sessions of the dashboard. */
  sessionSecret: string;
  /** True once an event was accepted: then some settings are fixed. */
  hasEvents: boolean;
  /** Epoch milliseconds; absent while it is open. A closed store has no keys and no endpoints. */
  closedAt?: number;
}
