import { createStore, promisifyRequest } from "idb-keyval";

/**
 * Runs an action in a transaction of the journal. Resolves to the result of the request that the action returns;
 * undefined where there is none, or no journal, or when it fails.
 */
export type Journal = <T>(action: (events: IDBObjectStore) => IDBRequest<T> | void) => Promise<T | undefined>;

/**
 * The events once more, by their storage keys, in IndexedDB: localStorage is written at once but reaches the disk up to
 * a minute later, IndexedDB is written a moment later and outlives the browser's sudden death. It opens at its first use.
 */
export function openJournal(persist: boolean): Journal {
  const database = createStore("cartbeat", "events");
  return async (action) => {
    try {
      if (persist) {
        return await database("readwrite", (events) => {
          const request = action(events);
          return (request && promisifyRequest(request)) as Promise<never>;
        });
      }
    } catch {
      // localStorage holds the same.
    }
    return undefined;
  };
}
