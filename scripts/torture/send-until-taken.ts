import { setTimeout as sleep } from "node:timers/promises";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";

/** Where to send. */
export interface Target {
  url: string;
  writeKey: string;
  /** Ends every waiting. */
  signal: AbortSignal;
}

const TIMEOUT_MS = 10_000;
const PAUSE_MS = 200;

/**
 * Sends messages again and again, under their ids, until the collector has acknowledged them, as the SDK does: after a
 * broken connection nobody knows whether they arrived. Throws when the collector refuses them.
 */
export async function sendUntilTaken(
  { url, writeKey, signal }: Target,
  batch: readonly object[],
): Promise<IngestAnswer & { attempts: number }> {
  for (let attempts = 1; ; attempts += 1) {
    signal.throwIfAborted();
    try {
      const response = await fetch(`${url}/v1/batch`, {
        method: "POST",
        headers: { "content-type": "text/plain" },
        body: JSON.stringify({ writeKey, sentAt: new Date().toISOString(), batch }),
        signal: AbortSignal.any([signal, AbortSignal.timeout(TIMEOUT_MS)]),
      });
      const text = await response.text();
      if (response.ok) return { ...(JSON.parse(text) as IngestAnswer), attempts };
      if (response.status < 500) throw new Refused(`${response.status} ${text}`);
    } catch (error) {
      if (error instanceof Refused) throw error;
      // Killed, starting, or killed in the middle of its answer.
    }
    await sleep(PAUSE_MS * (1 + Math.random()));
  }
}

/** An answer that sending again would not change. */
class Refused extends Error {}
