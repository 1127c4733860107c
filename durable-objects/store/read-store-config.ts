import { DISABLED_BY_OWNER } from "./endpoint-record.ts";
import { readEndpoints } from "./endpoint-rows.ts";
import { validIdentitySecrets, validKeys } from "./key-rows.ts";
import { sessionSecret } from "./session-secret.ts";
import type { StoreConfig } from "./store-config.ts";
import type { StoreState } from "./store-row.ts";

/**
 * Everything that is cached of a store: keys valid at `now`, endpoints that are told of outcomes. One that was disabled
 * for its failures is still told: what it missed waits there as dead letters until its owner enables it again.
 */
export function readStoreConfig(sql: SqlStorage, state: StoreState, now: number): StoreConfig {
  return {
    store: state.name,
    settings: state.settings,
    salt: state.salt,
    shards: state.shards,
    endpoints: readEndpoints(sql)
      .filter((endpoint) => endpoint.disabledReason !== DISABLED_BY_OWNER)
      .map(({ id, eventTypes, stages, identities, disabledReason }) => {
        return { id, eventTypes, stages, identities, ...(disabledReason === null ? {} : { disabled: true }) };
      }),
    keys: validKeys(sql, now),
    identitySecrets: validIdentitySecrets(sql, now),
    sessionSecret: sessionSecret(sql),
    hasEvents: state.hasEvents,
  };
}
