import type { Journal } from "./journal.ts";
import type { KeyStore } from "./key-store.ts";

/**
 * Bytes of events kept at most, without what they share: a fifth of what an origin may usually store. Beyond it the
 * oldest are given up, those that say nothing about a cart first.
 */
const MAX_BYTES = 500_000;
/** Digits of a sequence number in a key: keys of a page sort in the order of its events. */
const DIGITS = 6;
/** What the keys of all events of a page begin with. It names the page's lock, too. */
export const ownerOf = (key: string): string => key.slice(0, -DIGITS);

/** Found anywhere in what an event says: rather one too many is kept. */
const ABOUT_CART = /cart|check|purchase|pay|order|info/i;

/** One unsent event. */
export interface Entry {
  /** Its storage key. */
  key: string;
  /** What the event shares with others of its page, as JSON: fields of the batch. */
  head: string;
  /** What is its own, as JSON: a message of the batch. */
  own: string;
  /** Of its own part, about. */
  bytes: number;
  /** True when the collector may have it, though nobody has seen an answer. */
  isTried: boolean;
  /** Resolves when the request with it has ended, to true when it needs no further attempt. */
  underWay?: Promise<boolean> | false;
}

/** The unsent events of this page, oldest first, each written to storage before anything else happens to it. */
export interface Outbox {
  entryOf: Map<string, Entry>;
  /**
   * Takes an event as it stands in storage: its head and its own part, each a line of JSON. One that is new is written
   * there ahead of its sending; one of another page may have been sent. Throws when it cannot be read.
   */
  take(key: string, text: string, isNew?: boolean): void;
  /** Has the journal hold what is left of the events of one page, which is this one unless another `owner` is named. */
  note: (owner?: string) => void;
  /** Forgets events of one page: delivered, or hopeless. */
  discard(entries: Entry[]): void;
  /** Leaves everything to storage. */
  empty(): void;
  /** Bytes of all events in it. */
  volume: number;
  /** How many events were given up since the page began. */
  lost: number;
}

/** An outbox without events. */
export function createOutbox(store: KeyStore, journal: Journal): Outbox {
  const entryOf = new Map<string, Entry>();
  /** What the keys of this page begin with, once there are any. */
  let newest = "-";

  function note(owner = newest): void {
    const left = store.keys(owner);
    void journal((notes) =>
      left[0]
        ? notes.put(
            left.map((key) => [key, store.get(key)]),
            owner,
          )
        : notes.delete(owner),
    );
  }

  const outbox: Outbox = {
    entryOf,
    volume: 0,
    lost: 0,
    note,
    take(key, text, isNew) {
      if (isNew) {
        store.set(key, text);
        newest = ownerOf(key);
      }
      if (entryOf.has(key)) return;
      const [head, own] = text.split("\n") as [string, string];
      // What another version or somebody else has written would spoil its whole batch.
      if (!isNew) JSON.parse(`[${head},${own}]`);
      const bytes = own.replace(/[^ -~]/g, "___").length;
      entryOf.set(key, { key, head, own, bytes, isTried: !isNew });
      outbox.volume += bytes;
      while (outbox.volume > MAX_BYTES) {
        const all = [...entryOf.values()];
        outbox.discard([all.find((entry) => !ABOUT_CART.test(entry.own)) ?? all[0]!]);
        outbox.lost++;
      }
    },
    discard(gone) {
      for (const { key, bytes } of gone) {
        if (entryOf.delete(key)) outbox.volume -= bytes;
        store.delete(key);
      }
    },
    empty() {
      entryOf.clear();
      outbox.volume = 0;
    },
  };
  return outbox;
}
