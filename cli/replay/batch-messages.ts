import { MAX_BATCH_MESSAGES, MAX_REQUEST_BYTES, MAX_SHOPPERS_PER_WRITE_KEY_BATCH } from "../../protocol/limits.ts";
import type { TrackMessage } from "./row-message.ts";

/** A message on its way, with the line of the file that it came from and its time in the replay. */
export interface ReplayMessage {
  line: number;
  /** Epoch milliseconds. */
  at: number;
  shopper: string;
  message: TrackMessage;
}

/** Messages that travel in one request. */
export interface ReplayBatch {
  entries: ReplayMessage[];
  shoppers: ReadonlySet<string>;
  /** Time of the newest message, epoch milliseconds: not to be sent before. */
  sendAt: number;
}

/** Room for the envelope around the messages: write key, sentAt, brackets. */
const ENVELOPE_BYTES = 4096;
/**
 * Longest time between the first and the last message of a batch: the first waits no longer than this for the last,
 * so that slow traffic reaches the collector well before the deadlines that it moves.
 */
const MAX_SPAN_MS = 100;

/** Packs messages into batches in their order, each within the limits that the collector has for a write key. */
export async function* batchMessages(messages: AsyncIterable<ReplayMessage>): AsyncGenerator<ReplayBatch> {
  let batch = new OpenBatch();
  for await (const entry of messages) {
    const bytes = Buffer.byteLength(JSON.stringify(entry.message)) + 1;
    if (!batch.hasRoomFor(entry, bytes)) {
      yield batch;
      batch = new OpenBatch();
    }
    batch.add(entry, bytes);
  }
  if (batch.entries.length > 0) yield batch;
}

class OpenBatch implements ReplayBatch {
  readonly entries: ReplayMessage[] = [];
  readonly shoppers = new Set<string>();
  sendAt = Number.NEGATIVE_INFINITY;
  #firstAt = Number.POSITIVE_INFINITY;
  #bytes = ENVELOPE_BYTES;

  hasRoomFor(entry: ReplayMessage, bytes: number): boolean {
    if (this.entries.length === 0) return true;
    return (
      this.entries.length < MAX_BATCH_MESSAGES &&
      this.#bytes + bytes <= MAX_REQUEST_BYTES &&
      entry.at - this.#firstAt <= MAX_SPAN_MS &&
      (this.shoppers.has(entry.shopper) || this.shoppers.size < MAX_SHOPPERS_PER_WRITE_KEY_BATCH)
    );
  }

  add(entry: ReplayMessage, bytes: number): void {
    this.entries.push(entry);
    this.shoppers.add(entry.shopper);
    this.sendAt = Math.max(this.sendAt, entry.at);
    this.#firstAt = Math.min(this.#firstAt, entry.at);
    this.#bytes += bytes;
  }
}
