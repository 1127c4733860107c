import { MAX_BATCH_MESSAGES, MAX_REQUEST_BYTES, MAX_SHOPPERS_PER_WRITE_KEY_BATCH } from "../../protocol/limits.ts";
import type { ReplayMessage } from "./replay-message.ts";

/** Room for the envelope around the messages: write key, sentAt, brackets. */
const ENVELOPE_BYTES = 4096;

/**
 * Takes messages off the front of a queue, as many as one request may hold with a write key: 500 messages, 512 KB,
 * 20 different shoppers. At least one, unless the queue is empty.
 */
export function takeBatch(queue: ReplayMessage[]): ReplayMessage[] {
  const shoppers = new Set<string>();
  let bytes = ENVELOPE_BYTES;
  let count = 0;
  for (const { shopper, message } of queue) {
    shoppers.add(shopper);
    bytes += Buffer.byteLength(JSON.stringify(message)) + 1;
    const fits =
      count < MAX_BATCH_MESSAGES && bytes <= MAX_REQUEST_BYTES && shoppers.size <= MAX_SHOPPERS_PER_WRITE_KEY_BATCH;
    if (!fits && count > 0) break;
    count += 1;
  }
  return queue.splice(0, count);
}
