import type { PostedBatch } from "../collector/post-batch.ts";
import { waitUntil } from "../wait-until.ts";
import { Lane } from "./lane.ts";
import type { ReplayMessage } from "./replay-message.ts";
import { countRejected, type Tally } from "./tally.ts";

/** What sending needs from outside. */
export interface SendMessagesOptions {
  /** Sends one batch and answers what became of it. */
  post: (messages: readonly object[]) => Promise<PostedBatch>;
  tally: Tally;
  /** How long a message waits for others to travel with, milliseconds. */
  gatherMs: number;
  signal: AbortSignal;
  /** Called after each answer. */
  onAnswer: () => void;
}

/** Requests under way at once. */
const LANES = 4;

/**
 * Sends each message when its time has come, never before, in batches. A shopper's messages all go through one lane,
 * which has one request under way at a time: they arrive in their order. When the collector is slow, batches grow.
 * Throws what `post` throws, when nothing is under way any more.
 */
export async function sendMessages(
  messages: AsyncIterable<ReplayMessage>,
  options: SendMessagesOptions,
): Promise<void> {
  const failure = new AbortController();
  const signal = AbortSignal.any([options.signal, failure.signal]);
  const send = (batch: ReplayMessage[]): Promise<void> =>
    sendBatch(batch, options).catch((error: unknown) => {
      failure.abort(error);
      throw error;
    });
  const lanes = Array.from({ length: LANES }, () => new Lane({ send, gatherMs: options.gatherMs, signal }));
  try {
    for await (const message of messages) {
      await waitUntil(message.at, signal);
      await lanes[laneOf(message.shopper)]?.put(message);
    }
  } finally {
    await Promise.allSettled(lanes.map((lane) => lane.drained()));
  }
  signal.throwIfAborted();
}

async function sendBatch(batch: ReplayMessage[], options: SendMessagesOptions): Promise<void> {
  const { post, tally, gatherMs, onAnswer } = options;
  tally.worstLagMs = Math.max(tally.worstLagMs, Date.now() - (batch[0]?.at ?? Infinity) - gatherMs);
  const answer = await post(batch.map((entry) => entry.message));
  tally.sent += batch.length;
  tally.accepted += answer.accepted;
  tally.duplicates += answer.duplicates;
  tally.retries += answer.retries;
  for (const { index, code, message } of answer.rejected) {
    countRejected(tally, { line: batch[index]?.line ?? 0, code, message });
  }
  onAnswer();
}

function laneOf(shopper: string): number {
  let hash = 0;
  for (let index = 0; index < shopper.length; index += 1) hash = (Math.imul(hash, 31) + shopper.charCodeAt(index)) | 0;
  return Math.abs(hash) % LANES;
}
