import type { Settings } from "../../protocol/settings.ts";

const MS_PER_MINUTE = 60_000;

/**
 * When the last deadline can be that an event at `newestAt` (epoch milliseconds) leaves behind: its time plus the
 * longest cut-off or ladder step. Null when no stage has a cut-off: then nothing is ever due.
 */
export function lastDeadline(settings: Settings, newestAt: number): number | null {
  const cutoffs = Object.values(settings.cutoff_minutes).filter((minutes) => minutes !== null);
  if (cutoffs.length === 0) return null;
  return newestAt + Math.max(...cutoffs, ...settings.ladder_minutes) * MS_PER_MINUTE;
}
