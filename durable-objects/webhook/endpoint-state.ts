import { HEALTHY, type EndpointHealth } from "../../engine/webhook/endpoint-health.ts";
import type { EndpointRecord } from "../store/endpoint-record.ts";

/** What an endpoint's object knows of itself. Times are epoch milliseconds. */
export interface EndpointState {
  store: string;
  id: string;
  url: string;
  /** Signing secrets (`whsec_…`), the newest first; an older one only until its end. */
  secrets: { secret: string; until: number | null }[];
  /** Why nothing is sent; null while it is enabled. */
  disabledReason: string | null;
  /** False while the store has not yet heard that this object disabled its endpoint. */
  storeKnows: boolean;
  health: EndpointHealth;
  /** No attempt before this time; null for none. */
  pausedUntil: number | null;
}

interface StateRow extends Record<string, SqlStorageValue> {
  state: string;
}

const READ = "SELECT state FROM endpoint WHERE id = 1";
const WRITE = "INSERT INTO endpoint (id, state) VALUES (1, ?) ON CONFLICT (id) DO UPDATE SET state = excluded.state";

/** The endpoint as it was last written; null when it was never configured. */
export function readEndpoint(sql: SqlStorage): EndpointState | null {
  const row = sql.exec<StateRow>(READ).toArray()[0];
  return row === undefined ? null : (JSON.parse(row.state) as EndpointState);
}

/** Writes the endpoint. */
export function writeEndpoint(sql: SqlStorage, state: EndpointState): void {
  sql.exec(WRITE, JSON.stringify(state));
}

/** What an owner decides about an endpoint. `secret` replaces every other one; absent: they stay. */
export interface EndpointSetup {
  record: EndpointRecord;
  store: string;
  secret: string | undefined;
}

/**
 * The endpoint after its owner's change. Enabling it again, and a new address, forget the failures.
 * Throws for an endpoint that has never had a secret and is given none.
 */
export function configured(before: EndpointState | null, { record, store, secret }: EndpointSetup): EndpointState {
  const secrets = secret === undefined ? before?.secrets : [{ secret, until: null }];
  if (secrets === undefined) throw new Error("A new endpoint needs a secret");
  const afresh =
    before === null || before.url !== record.url || (before.disabledReason !== null && record.disabledReason === null);
  return {
    store,
    id: record.id,
    url: record.url,
    secrets,
    disabledReason: record.disabledReason,
    storeKnows: true,
    health: afresh ? HEALTHY : before.health,
    pausedUntil: afresh ? null : before.pausedUntil,
  };
}
