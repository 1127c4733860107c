import type { TrafficOptions } from "../../engine/generate/generate-traffic.ts";
import type { ProgressOutput } from "../progress.ts";
import { startRateProgress } from "../rate-progress.ts";
import { eventsText } from "./events-text.ts";
import { writeTraffic } from "./write-traffic.ts";

/** Traffic for a file. */
export interface GenerateToFileOptions {
  path: string;
  traffic: TrafficOptions;
  append: boolean;
  signal: AbortSignal;
  output: ProgressOutput;
}

/** Writes traffic to a file, shows how far it has come, and says what it wrote. Throws what `writeTraffic` throws. */
export async function generateToFile({ path, traffic, append, signal, output }: GenerateToFileOptions): Promise<void> {
  const started = performance.now();
  const work = { label: "generate", total: traffic.count, amount: eventsText, now: () => Date.now() };
  const progress = startRateProgress(work, output);
  try {
    await writeTraffic({ traffic, path, append, signal, onProgress: (written) => progress.update(written) });
  } finally {
    progress.stop();
  }
  const seconds = Math.max(0.001, (performance.now() - started) / 1000);
  const rate = eventsText(Math.round(traffic.count / seconds));
  output.print(`${path}: ${eventsText(traffic.count)}, seed ${traffic.seed}, in ${seconds.toFixed(1)} s (${rate}/s)`);
}
