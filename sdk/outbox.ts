import type { KeyStore } from "./key-store.ts";

/** Events kept at most; beyond it the oldest are given up, those that say nothing about a cart first. */
const MAX_EVENTS = 1000;
/** Characters of events kept at most: a fifth of what an origin may usually store. */
const MAX_CHARACTERS = 1_000_000;
const ABOUT_A_CART = /"event":"[^"]*(cart|checkout|purchase|payment|order|_info)/i;

/** One unsent event. */
export interface Entry {
  /** Its storage key. */
  key: string;
  /** The event as JSON. */
  text: string;
  /** True when storage holds it, so that it outlives the page. */
  stored: boolean;
  /** True once it was sent, answered or not, by this page or perhaps by the one it was taken over from. */
  tried?: boolean;
  /** True while a request with it is under way. */
  busy?: boolean;
}

/** The unsent events of this page, oldest first, each written to storage before anything else happens to it. */
export interface Outbox {
  entries: Map<string, Entry>;
  /** Writes a new event ahead of its sending. */
  add(key: string, text: string): void;
  /** Takes over an event that is in storage already; one that is gone is ignored. */
  load(key: string): void;
  /** Forgets events: delivered, or hopeless. */
  remove(entries: Iterable<Entry>): void;
  /** Leaves to storage what is stored there: another page may take it over. */
  unload(): void;
  /** Characters of all events in it. */
  characters(): number;
  /** How many events were given up since the page began. */
  dropped: number;
}

/** An outbox over `store`. */
export function createOutbox(store: KeyStore): Outbox {
  const entries = new Map<string, Entry>();
  let characters = 0;

  const isOverfull = (): boolean => entries.size > MAX_EVENTS || characters > MAX_CHARACTERS;

  function put(entry: Entry): void {
    entries.set(entry.key, entry);
    characters += entry.text.length;
    while (isOverfull()) {
      const all = [...entries.values()];
      outbox.remove([all.find((candidate) => !ABOUT_A_CART.test(candidate.text)) ?? all[0]!]);
      outbox.dropped++;
    }
  }

  const outbox: Outbox = {
    entries,
    dropped: 0,
    add(key, text) {
      put({ key, text, stored: store.set(key, text) });
    },
    load(key) {
      const text = store.get(key);
      if (text && !entries.has(key)) put({ key, text, stored: true, tried: true });
    },
    remove(gone) {
      for (const { key, text } of gone) {
        if (entries.delete(key)) characters -= text.length;
        store.delete(key);
      }
    },
    unload() {
      for (const { key, text, stored } of entries.values()) {
        if (stored && entries.delete(key)) characters -= text.length;
      }
    },
    characters: () => characters,
  };
  return outbox;
}
