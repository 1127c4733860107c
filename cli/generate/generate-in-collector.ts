import type { GenerateStatus } from "../../protocol/generate.ts";
import type { TrafficOptions } from "../../engine/generate/generate-traffic.ts";
import { ownerRequest, type OwnerAccess } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";
import type { ProgressOutput } from "../progress.ts";
import { startRateProgress } from "../rate-progress.ts";
import { waitUntil } from "../wait-until.ts";
import { eventsText } from "./events-text.ts";

/** Traffic for a collector in development. */
export interface GenerateInCollectorOptions {
  access: OwnerAccess;
  traffic: TrafficOptions;
  append: boolean;
  signal: AbortSignal;
  output: ProgressOutput;
}

const POLL_MS = 500;
const DAY_MS = 86_400_000;

/**
 * Lets a collector generate traffic for itself and shows how far it has come. Stopping leaves the collector at it.
 * Throws {@link CommandError} when it refuses or fails.
 */
export async function generateInCollector(options: GenerateInCollectorOptions): Promise<void> {
  const { access, traffic, append, signal, output } = options;
  const parameters = new URLSearchParams({
    count: String(traffic.count),
    mode: append ? "append" : "replace",
    seed: traffic.seed,
    days: String(traffic.lengthMs / DAY_MS),
    locale: traffic.locale,
    until: new Date(traffic.until).toISOString(),
  });
  await ownerRequest(access, { method: "POST", path: `/v1/generate?${parameters.toString()}` });
  const work = { label: "generate", total: traffic.count, amount: eventsText, now: () => Date.now() };
  const progress = startRateProgress(work, output);
  try {
    for (;;) {
      const status = (await ownerRequest(access, { method: "GET", path: "/v1/generate/status" })) as GenerateStatus;
      progress.update(status.generated);
      if (status.state === "failed") throw new CommandError(`The collector could not go on: ${status.error ?? "?"}`);
      if (status.state !== "in_progress") break;
      await waitUntil(Date.now() + POLL_MS, signal);
    }
  } finally {
    progress.stop();
  }
  output.print(`${access.url}: ${eventsText(traffic.count)}, seed ${traffic.seed}`);
}
