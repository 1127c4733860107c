import { readEndpoints } from "./endpoint-rows.ts";
import { validIdentitySecrets, validKeys } from "./key-rows.ts";
import { sessionSecret } from "./session-secret.ts";
import type { StoreConfig } from "./store-config.ts";
import type { StoreState } from "./store-row.ts";

/** Everything that is cached of a store: keys valid at `now`, enabled endpoints. */
export function readStoreConfig(sql: SqlStorage, state: StoreState, now: number): StoreConfig {
  return {
    store: state.name,
    settings: state.settings,
    salt: state.salt,
    shards: state.shards,
    endpoints: readEndpoints(sql)
      .filter((endpoint) => endpoint.disabledReason === null)
      .map(({ id, eventTypes, stages, identities }) => ({ id, eventTypes, stages, identities })),
    keys: validKeys(sql, now),
    identitySecrets: validIdentitySecrets(sql, now),
    sessionSecret: sessionSecret(sql),
    hasEvents: state.hasEvents,
  };
}
