import type { MetricsShard } from "./metrics/metrics-shard.ts";
import type { Registry } from "./registry/registry.ts";
import type { Shopper } from "./shopper/shopper.ts";
import type { Store } from "./store/store.ts";
import type { WebhookEndpoint } from "./webhook/webhook-endpoint.ts";

/** The bindings and variables of wrangler.toml. */
export interface Env {
  SHOPPER: DurableObjectNamespace<Shopper>;
  METRICS_SHARD: DurableObjectNamespace<MetricsShard>;
  WEBHOOK_ENDPOINT: DurableObjectNamespace<WebhookEndpoint>;
  STORE: DurableObjectNamespace<Store>;
  REGISTRY: DurableObjectNamespace<Registry>;
  /** Static files: the SDK, later the dashboard. Absent under plain workerd without assets. */
  ASSETS?: Fetcher;
  /** In production mode development keys and local webhook addresses are refused. */
  MODE: "development" | "production";
  /** JSON list of `{ store, write_key, secret_key }`: the stores that exist from the first start. */
  STORES: string;
  /** Creates, lists and closes stores; without it (null or empty under plain workerd) nobody can. */
  ADMIN_KEY?: string | null;
  /** JSON object of limits that differ from those of the mode (`worker/abuse/limits.ts`). */
  LIMITS?: string | null;
  /** The header in which the proxy in front says the client's address; absent: only Cloudflare's own is believed. */
  CLIENT_ADDRESS_HEADER?: string | null;
  /** Cloudflare's limiters, where they are bound: for keys and for addresses. */
  KEY_RATE_LIMIT?: RateLimit;
  ADDRESS_RATE_LIMIT?: RateLimit;
  /**
   * Where shoppers reach this service, such as https://carts.example.com: links in alerts begin with it. Without it
   * (null under plain workerd) alerts have none, because an alarm has no request whose origin could tell.
   */
  PUBLIC_URL?: string | null;
  /** In development only: a shorter time-out of webhooks, and what the waits of their retries are multiplied by. */
  WEBHOOK_TIMEOUT_MS?: string;
  WEBHOOK_WAIT_SCALE?: string;
  /** "true" allows webhooks over http and to local addresses; never in production mode. */
  ALLOW_LOCAL_WEBHOOKS?: string;
}
