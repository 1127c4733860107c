import { setTimeout as sleep } from "node:timers/promises";

/** Waits until the clock shows `at` (epoch milliseconds), never less. Throws the signal's reason when aborted. */
export async function waitUntil(at: number, signal: AbortSignal): Promise<void> {
  // Timers may ring a millisecond early, so the clock is asked again.
  for (let left = at - Date.now(); left > 0; left = at - Date.now()) {
    await sleep(left, undefined, { signal }).catch(() => signal.throwIfAborted());
  }
  signal.throwIfAborted();
}
