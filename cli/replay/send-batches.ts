import type { PostedBatch } from "../collector/post-batch.ts";
import { waitUntil } from "../wait-until.ts";
import type { ReplayBatch } from "./batch-messages.ts";
import { countRejected, type Tally } from "./tally.ts";

/** What sending needs from outside. */
export interface SendBatchesOptions {
  /** Sends one batch and answers what became of it. */
  post: (messages: readonly object[]) => Promise<PostedBatch>;
  tally: Tally;
  signal: AbortSignal;
  /** Called after each answer. */
  onAnswer: () => void;
}

/** Requests under way at once, like as many browsers. */
const MAX_IN_FLIGHT = 6;

/**
 * Sends each batch when the time of its newest message has come, never before. Up to six are under way at once, but a
 * batch waits for every earlier one that holds one of its shoppers: each shopper's events arrive in their order.
 * Throws what `post` throws, when nothing is under way any more.
 */
export async function sendBatches(batches: AsyncIterable<ReplayBatch>, options: SendBatchesOptions): Promise<void> {
  const { tally, signal } = options;
  const underWay = new Map<ReplayBatch, Promise<void>>();
  const failure = new AbortController();
  const stop = AbortSignal.any([signal, failure.signal]);
  try {
    for await (const batch of batches) {
      await waitUntil(batch.sendAt, stop);
      while (underWay.size >= MAX_IN_FLIGHT) await Promise.race(underWay.values());
      await Promise.all(conflicting(underWay, batch));
      stop.throwIfAborted();
      tally.worstLagMs = Math.max(tally.worstLagMs, Date.now() - batch.sendAt);
      underWay.set(
        batch,
        sendOne(batch, options)
          .catch((error: unknown) => failure.abort(error))
          .finally(() => underWay.delete(batch)),
      );
    }
  } finally {
    await Promise.all(underWay.values());
  }
  stop.throwIfAborted();
}

async function sendOne(batch: ReplayBatch, { post, tally, onAnswer }: SendBatchesOptions): Promise<void> {
  const { entries } = batch;
  const answer = await post(entries.map((entry) => entry.message));
  tally.batches += 1;
  tally.sent += entries.length;
  tally.accepted += answer.accepted;
  tally.duplicates += answer.duplicates;
  tally.retries += answer.retries;
  for (const { index, code, message } of answer.rejected) {
    countRejected(tally, { line: entries[index]?.line ?? 0, code, message });
  }
  onAnswer();
}

function conflicting(underWay: ReadonlyMap<ReplayBatch, Promise<void>>, batch: ReplayBatch): Promise<void>[] {
  const shoppers = [...batch.shoppers];
  return [...underWay].filter(([earlier]) => shoppers.some((id) => earlier.shoppers.has(id))).map(([, sent]) => sent);
}
