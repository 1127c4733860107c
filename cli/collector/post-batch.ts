import { type PostTarget, type PostedBatch, postMessages } from "./post-messages.ts";

/** Where batches go and as whom. */
export interface IngestTarget extends PostTarget {
  writeKey: string;
}

export type { PostedBatch };

const TIMEOUT_MS = 30_000;

/**
 * Sends messages as a browser's beacon does: text/plain, the write key in the body. Tries again and throws as
 * `postMessages` does.
 */
export async function postBatch(target: IngestTarget, messages: readonly object[]): Promise<PostedBatch> {
  const { url, writeKey } = target;
  return await postMessages(target, {
    path: "/v1/batch",
    headers: { "content-type": "text/plain;charset=UTF-8" },
    body: () => JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch: messages }),
    timeoutMs: TIMEOUT_MS,
    refusedKey: `The collector at ${url} does not know the write key.`,
  });
}
