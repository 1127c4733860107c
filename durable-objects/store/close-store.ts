import type { Env } from "../env.ts";
import { storageCounters } from "../storage/storage-counters.ts";
import type { StoreConfig } from "./store-config.ts";
import { putEndpoint, readEndpoints } from "./endpoint-rows.ts";

interface Row extends Record<string, SqlStorageValue> {
  closed_at: number;
}

const SELECT = "SELECT closed_at FROM closing WHERE id = 1";
const INSERT = "INSERT INTO closing (id, closed_at) VALUES (1, ?) ON CONFLICT (id) DO NOTHING";

/** Why the endpoints of a closed store are disabled. */
const STORE_CLOSED = "store_closed";

/** What is cached of a store, without keys and endpoints if it was closed. */
export function unlessClosed(sql: SqlStorage, config: StoreConfig): StoreConfig {
  const [row] = sql.exec<Row>(SELECT).toArray();
  return row === undefined ? config : { ...config, keys: [], endpoints: [], closedAt: row.closed_at };
}

/**
 * Closes a store for good and disables its endpoints, whose queues then wait for nothing. What it holds stays until its
 * retention. Doing it again changes nothing, and goes on with the endpoints that could not be reached.
 */
export async function closeStore(
  sql: SqlStorage,
  env: Pick<Env, "WEBHOOK_ENDPOINT">,
  { name, now }: { name: string; now: number },
): Promise<void> {
  sql.exec(INSERT, now);
  for (const endpoint of readEndpoints(sql)) {
    const disabled = { ...endpoint, disabledReason: endpoint.disabledReason ?? STORE_CLOSED };
    putEndpoint(sql, disabled);
    storageCounters.addRequest("WebhookEndpoint");
    await env.WEBHOOK_ENDPOINT.getByName(`${name}/${endpoint.id}`).configure(disabled, name);
  }
}
