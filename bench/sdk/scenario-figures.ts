import type { RunResult } from "./perform.ts";

/** What a scenario came to over all its runs. */
export interface ScenarioFigures {
  runs: number;
  events: number;
  delivered_percent: number;
  /** Null where nothing can arrive before the shopper is back. */
  before_return_percent: number | null;
  /** Of the events that arrived, how many came once more. */
  duplicates_percent: number;
  requests: number;
  preflights: number;
  requests_inside_pause: number;
  /** Runs that could not be carried out, and why; they count as nothing delivered. */
  failures: string[];
}

/** Adds up the runs of a scenario. */
export function scenarioFigures(
  results: readonly RunResult[],
  { isPrompt, failures }: { isPrompt: boolean; failures: string[] },
): ScenarioFigures {
  const sum = (value: (result: RunResult) => number) => results.reduce((total, one) => total + value(one), 0);
  const events = sum((one) => one.events);
  const delivered = sum((one) => one.delivered);
  return {
    runs: results.length + failures.length,
    events,
    delivered_percent: percent(delivered, events),
    before_return_percent: isPrompt
      ? percent(
          sum((one) => one.beforeReturn),
          events,
        )
      : null,
    duplicates_percent: percent(
      sum((one) => one.duplicates),
      delivered,
    ),
    requests: sum((one) => one.requests),
    preflights: sum((one) => one.preflights),
    requests_inside_pause: sum((one) => one.insidePause),
    failures,
  };
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100;
}
