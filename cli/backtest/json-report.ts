import type { Settings } from "../../protocol/settings.ts";
import type { BacktestResult } from "./backtest.ts";
import type { Until } from "./read-options.ts";

/** What `--json` prints: an array with one object for each cut-off. */
export function jsonReport(
  { taken, refused, cutoffs }: BacktestResult,
  asked: { until: Until; idlePolicy: Settings["idle_policy"] },
): object[] {
  const rejected = [...refused.values()].reduce((sum, count) => sum + count, 0);
  return cutoffs.map(({ cutoff, figures }) => ({
    cutoff_minutes: cutoff,
    idle_policy: asked.idlePolicy,
    until: typeof asked.until === "object" ? new Date(asked.until.at).toISOString() : asked.until,
    events: taken.events,
    duplicates: taken.duplicates,
    rejected,
    first_at: iso(taken.firstAt),
    stopped_at: iso(taken.stoppedAt),
    ...figures,
  }));
}

function iso(at: number | null): string | null {
  return at === null ? null : new Date(at).toISOString();
}
