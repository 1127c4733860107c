import type { Env } from "../durable-objects/env.ts";
import type { StoreConfig } from "../durable-objects/store/store-config.ts";

/** What hono knows in every handler. `store` and `config` are there behind `requireSecretKey`. */
export interface AppEnv {
  Bindings: Env;
  Variables: {
    /** Name of the store whose key was presented. */
    store: string;
    config: StoreConfig;
  };
}
