import type { RebuildStatus } from "../../protocol/rebuild.ts";
import { ownerRequest, type OwnerAccess } from "../collector/owner-request.ts";
import { CommandError } from "../command-error.ts";
import type { ProgressOutput } from "../progress.ts";
import { startRateProgress } from "../rate-progress.ts";
import { waitUntil } from "../wait-until.ts";

/** A collector whose metrics are to be made anew. */
export interface RebuildOptions {
  access: OwnerAccess;
  signal: AbortSignal;
  output: ProgressOutput;
}

const POLL_MS = 500;

/**
 * Lets a collector make the metrics of a store anew from its log, shows how far it has come, and answers how it ended. A
 * rebuild that is under way already is watched. Stopping leaves the collector at it. Throws {@link CommandError} when it
 * refuses or fails.
 */
export async function rebuildInCollector({ access, signal, output }: RebuildOptions): Promise<RebuildStatus> {
  const read = async () => (await ownerRequest(access, { method: "GET", path: "/v1/rebuild/status" })) as RebuildStatus;
  let status = await read();
  if (status.state === "in_progress") output.print("A rebuild is under way already.");
  else status = (await ownerRequest(access, { method: "POST", path: "/v1/rebuild" })) as RebuildStatus;
  const work = { label: "rebuild", total: 100, amount: (done: number) => `${done} %`, now: () => Date.now() };
  const progress = startRateProgress(work, output);
  try {
    while (status.state === "in_progress") {
      progress.update(status.percentage);
      await waitUntil(Date.now() + POLL_MS, signal);
      status = await read();
    }
    progress.update(status.percentage);
  } finally {
    progress.stop();
  }
  if (status.state === "failed") throw new CommandError(`The collector could not go on: ${status.error ?? "?"}`);
  return status;
}
