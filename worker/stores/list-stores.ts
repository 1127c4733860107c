import { registryStub } from "../../durable-objects/registry/registered-stores.ts";
import type { Env } from "../../durable-objects/env.ts";
import { storeSeeds } from "../../durable-objects/store/store-seed.ts";
import type { StoreEntry } from "../../protocol/stores.ts";

/** Every store, by name: those of the operator's configuration and those that were created, closed ones included. */
export async function listStores(env: Env): Promise<StoreEntry[]> {
  const registered = await registryStub(env).stores();
  const configured = new Set(storeSeeds(env).map(({ store }) => store));
  const others = [...configured].filter((store) => !registered.some(({ name }) => name === store));
  const entries = [
    ...registered.map(({ name, createdAt, closedAt }) => ({
      store: name,
      configured: configured.has(name),
      created_at: toText(createdAt),
      closed_at: toText(closedAt),
    })),
    ...others.map((store) => ({ store, configured: true, created_at: null, closed_at: null })),
  ];
  return entries.toSorted((a, b) => (a.store < b.store ? -1 : 1));
}

function toText(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
