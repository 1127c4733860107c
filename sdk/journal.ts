import { createStore, promisifyRequest } from "idb-keyval";

/** The storage keys of the unsent events of one page, and their texts. */
export type Notes = [key: string, text: string][];

/**
 * Runs an action in a transaction of the journal: one request. Resolves to its result; to something false where there is
 * no journal, or when it fails.
 */
export type Journal = (action: (notes: IDBObjectStore) => IDBRequest) => Promise<unknown>;

/**
 * The events once more, in IndexedDB: localStorage is written at once but reaches the disk up to a minute later, IndexedDB
 * is written a moment later and outlives the browser's sudden death. It opens at its first use. A record is the `Notes`
 * of one page.
 */
export function openJournal(persist: boolean): Journal {
  const database = createStore("cartbeat", "events");
  return async (action) => {
    try {
      return await (persist && database("readwrite", (notes) => promisifyRequest(action(notes))));
    } catch {
      // localStorage holds the same.
    }
  };
}
