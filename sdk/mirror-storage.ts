import type { KeyStore } from "./key-store.ts";

/** Storage as Shopify's pixels have it (`browser.localStorage`): every call answers by a promise. */
export interface AsyncStorage {
  getItem(key: string): Promise<string | null>;
  setItem(key: string, value: string): Promise<unknown>;
  removeItem(key: string): Promise<unknown>;
}

/** Under it the mirror lists its keys, since such a storage cannot list its own. */
const LIST = "cartbeat:keys";

/**
 * A key store for `Options.storage` over an asynchronous storage: everything of ours is read once, then kept in memory
 * and written through. Resolves when it is read. What cannot be written is not kept beyond the page.
 */
export async function mirrorStorage(storage: AsyncStorage): Promise<KeyStore> {
  const mirror = new Map<string, string>();
  const listed = JSON.parse((await storage.getItem(LIST)) ?? "[]") as string[];
  for (const key of listed) {
    const value = await storage.getItem(key);
    if (value !== null) mirror.set(key, value);
  }
  // One after the other: the list never names less than there is.
  let writing = Promise.resolve<unknown>(undefined);
  const write = (action: () => Promise<unknown>): void => {
    writing = writing.then(action).catch(() => {});
  };
  const writeList = (): Promise<unknown> => storage.setItem(LIST, JSON.stringify([...mirror.keys()]));
  return {
    get: (key) => mirror.get(key),
    set(key, value) {
      const isNew = !mirror.has(key);
      mirror.set(key, value);
      if (isNew) write(writeList);
      write(() => storage.setItem(key, value));
    },
    delete(key) {
      if (!mirror.delete(key)) return;
      write(() => storage.removeItem(key));
      write(writeList);
    },
    keys: (prefix) => [...mirror.keys()].filter((key) => key.startsWith(prefix)),
  };
}
