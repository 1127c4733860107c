import { type PostTarget, postMessages } from "../collector/post-messages.ts";
import type { LineProblem } from "./history-line.ts";
import { type WindowBatch, type WindowEntry, windowBatches } from "./window-batches.ts";

/** What became of a window's messages. */
export interface SentWindow {
  accepted: number;
  duplicates: number;
  rejected: (LineProblem & { line: number })[];
}

/** Requests under way at once. */
const LANES = 6;
/** A request may hold a hundred shoppers whom the collector has never seen, on a busy machine. */
const TIMEOUT_MS = 120_000;
const OPENING = Buffer.from('{"batch":[');
const COMMA = Buffer.from(",");
const CLOSING = Buffer.from("]}");

/**
 * Sends a window and answers when all of it is durable. Throws what `postMessages` throws. `onSent` hears how many
 * messages are durable whenever some more are.
 */
export async function sendWindow(
  entries: readonly WindowEntry[],
  target: PostTarget,
  secretKey: string,
  onSent: (messages: number) => void = () => {},
): Promise<SentWindow> {
  const sent: SentWindow = { accepted: 0, duplicates: 0, rejected: [] };
  // A lane that fails stops the others: nothing of the window counts as done then.
  const failure = new AbortController();
  const own: PostTarget = { ...target, signal: AbortSignal.any([target.signal, failure.signal]) };
  let messages = 0;
  const lanes = windowBatches(entries, LANES).map(async (batches) => {
    for (const batch of batches) {
      await sendBatch(batch, own, { secretKey, sent });
      messages += batch.length;
      onSent(messages);
    }
  });
  await Promise.all(
    lanes.map((lane) =>
      lane.catch((error: unknown) => {
        failure.abort(error);
        throw error;
      }),
    ),
  );
  return sent;
}

async function sendBatch(
  batch: WindowBatch,
  target: PostTarget,
  { secretKey, sent }: { secretKey: string; sent: SentWindow },
): Promise<void> {
  const answer = await postMessages(target, {
    path: "/v1/import",
    headers: { "content-type": "application/json", authorization: `Bearer ${secretKey}` },
    body: () => bodyOf(batch),
    timeoutMs: TIMEOUT_MS,
    refusedKey: `The collector at ${target.url} refused the secret key.`,
  });
  sent.accepted += answer.accepted;
  sent.duplicates += answer.duplicates;
  for (const { index, code, message } of answer.rejected) {
    sent.rejected.push({ line: batch[index]?.line ?? 0, code, message });
  }
}

function bodyOf(batch: WindowBatch): Buffer<ArrayBuffer> {
  const parts = batch.flatMap(({ json }, index) => [index === 0 ? OPENING : COMMA, json]);
  return Buffer.concat([...parts, CLOSING]);
}
