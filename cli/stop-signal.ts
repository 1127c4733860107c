import { CommandError } from "./command-error.ts";

/** A signal that Ctrl-C (or a TERM) aborts with one clear line, and how to stop listening. */
export function stopSignal(): { signal: AbortSignal; release: () => void } {
  const stop = new AbortController();
  const onSignal = (): void => stop.abort(new CommandError("Stopped."));
  process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
  return { signal: stop.signal, release: () => process.off("SIGINT", onSignal).off("SIGTERM", onSignal) };
}
