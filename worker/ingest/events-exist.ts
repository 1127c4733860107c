import type { Env } from "../../durable-objects/env.ts";
import type { StoreConfig } from "../../durable-objects/store/store-config.ts";
import { storeStub } from "../store-stub.ts";

/** Stores that this isolate has already told. */
const told = new Set<string>();

/**
 * Lets the store know that it has events, which fixes some of its settings. One request per isolate and store at the
 * most; none once the store's configuration says so.
 */
export async function tellEventsExist(env: Pick<Env, "STORE">, config: StoreConfig): Promise<void> {
  if (config.hasEvents || told.has(config.store)) return;
  await storeStub(env, config.store).markEventsExist();
  told.add(config.store);
}
