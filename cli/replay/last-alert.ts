import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { Settings } from "../../protocol/settings.ts";

const MS_PER_MINUTE = 60_000;

/** How the sending of a file ended; times are epoch milliseconds. */
export interface SentFile {
  /** Time of the newest row. */
  newestAt: number;
  /** When the last event had been sent. */
  sentAt: number;
  /** How much later than it should have been an event was sent, at worst. */
  worstLagMs: number;
}

/**
 * When the last alert can fire that a file leaves behind: the time of its newest row plus the longest cut-off or ladder
 * step; later if events were so late that the collector waits for more of them. Null when nothing is ever due.
 */
export function lastAlert(settings: Settings, { newestAt, sentAt, worstLagMs }: SentFile): number | null {
  const cutoffs = Object.values(settings.cutoff_minutes).filter((minutes) => minutes !== null);
  if (cutoffs.length === 0) return null;
  const lastDeadline = newestAt + Math.max(...cutoffs, ...settings.ladder_minutes) * MS_PER_MINUTE;
  const { lateGraceMs } = ENGINE_CONSTANTS;
  return worstLagMs < lateGraceMs ? lastDeadline : Math.max(lastDeadline, sentAt + lateGraceMs);
}
