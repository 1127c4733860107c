import type { Journal } from "./journal.ts";
import type { KeyStore } from "./key-store.ts";

/**
 * Bytes of events kept at most, without what they share: a fifth of what an origin may usually store. Beyond it the
 * oldest are given up, those that say nothing about a cart first.
 */
const MAX_BYTES = 500_000;
const worth = ({ own }: Entry): number => +/cart|check|purchase|pay|order|info/i.test(own.event!);

/** An event's own part: one message of a batch. */
export interface OwnPart {
  messageId: string;
  event?: string;
}

/** One unsent event. */
export interface Entry {
  /** Its storage key. */
  key: string;
  /** What the event shares with others of its page, as JSON: fields of the batch. */
  head: string;
  own: OwnPart;
  /** Of its own part, about. */
  bytes: number;
  /** True when the collector may have it, though nobody has seen an answer. */
  isTried: boolean;
  /** Resolves when the request with it has ended, to true when it needs no further attempt. */
  underWay?: Promise<boolean> | undefined;
}

/** The unsent events of this page, oldest first, each written to storage before anything else happens to it. */
export interface Outbox {
  entryOf: Map<string, Entry>;
  /**
   * Takes an event as it stands in storage: its head and its own part, as JSON. One that is new is written there ahead of
   * its sending; one of another page may have been sent.
   */
  take(key: string, text: string, isNew?: boolean): void;
  /** Forgets events: delivered, or hopeless. */
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
  const outbox: Outbox = {
    entryOf,
    volume: 0,
    lost: 0,
    take(key, text, isNew) {
      if (isNew) {
        store.set(key, text);
        void journal((events) => events.put([key, text], key));
      }
      if (entryOf.has(key)) return;
      const [head, own] = JSON.parse(text) as [string, OwnPart];
      const bytes = text.replace(/[^ -~]/g, "___").length - head.length;
      entryOf.set(key, { key, head, own, bytes, isTried: !isNew });
      outbox.volume += bytes;
      while (outbox.volume > MAX_BYTES) {
        // ES2020 has no toSorted; the array is this line's own.
        // oxlint-disable-next-line unicorn/no-array-sort -- as said
        const [oldest] = [...entryOf.values()].sort((a, b) => worth(a) - worth(b));
        outbox.discard([oldest!]);
        outbox.lost++;
      }
    },
    discard(gone) {
      for (const { key, bytes } of gone) {
        if (entryOf.delete(key)) outbox.volume -= bytes;
        store.delete(key);
      }
      void journal((events) => gone.forEach(({ key }) => events.delete(key)));
    },
    empty() {
      entryOf.clear();
      outbox.volume = 0;
    },
  };
  return outbox;
}
