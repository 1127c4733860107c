import type { KeyStore } from "../../sdk/key-store.ts";
import type { AsyncStorage } from "./shopify-api.ts";

/** Names every key of ours: Shopify's storage cannot list them. */
const INDEX = "cartbeat:keys";

/**
 * A store for the SDK on Shopify's, which answers later: everything is read once, at the start; what is written is in
 * memory at once and in Shopify's storage soon, in the order in which it was written.
 */
export async function openStore(storage: AsyncStorage): Promise<KeyStore> {
  const names = JSON.parse((await storage.getItem(INDEX)) ?? "[]") as string[];
  const read = await Promise.all(names.map(async (name) => [name, await storage.getItem(name)] as const));
  const memory = new Map(read.filter((entry): entry is [string, string] => entry[1] !== null));
  let last: Promise<unknown> = Promise.resolve();
  const write = (change: () => Promise<unknown>): void => {
    last = last
      .then(change)
      .then(() => storage.setItem(INDEX, JSON.stringify([...memory.keys()])))
      // Full or forbidden: the events are in memory until they are sent.
      .catch(() => undefined);
  };
  return {
    get: (key) => memory.get(key),
    set(key, value) {
      memory.set(key, value);
      write(() => storage.setItem(key, value));
    },
    delete(key) {
      memory.delete(key);
      write(() => storage.removeItem(key));
    },
    keys: () => [...memory.keys()],
  };
}
