import type { Behaviour } from "./behaviour.ts";
import type { Observed } from "./broken-promises.ts";

/** What came of a run. */
export interface ChaosReport {
  seed: number;
  kills: number;
  /** How often the owner had to enable the endpoint again. */
  rescues: number;
  /** Outcomes that were decided, by webhook id. */
  outcomes: number;
  /** Attempts that arrived at the bad receiver. */
  attempts: number;
  /** How they were treated. */
  behaviours: Partial<Record<Behaviour, number>>;
  /** How the bad receiver's messages ended, before the dead letters were sent again. */
  delivered: number;
  cancelled: number;
  /** Messages whose attempts had begun when the purchase came. */
  stopped: number;
  dead: number;
  /** Every promise that was not kept. */
  broken: string[];
}

/** Sums up a run. */
export function reportOf({
  observed,
  broken,
  ...run
}: Pick<ChaosReport, "seed" | "kills" | "rescues" | "dead" | "broken"> & { observed: Observed }): ChaosReport {
  const [bad] = observed.endpoints;
  const behaviours: ChaosReport["behaviours"] = {};
  for (const { behaviour } of bad?.arrivals ?? []) behaviours[behaviour] = (behaviours[behaviour] ?? 0) + 1;
  const ended = (state: string) => (bad?.deliveries ?? []).filter((delivery) => delivery.state === state);
  return {
    ...run,
    outcomes: [...observed.outcomes.values()].flat().length,
    attempts: bad?.arrivals.length ?? 0,
    behaviours,
    delivered: ended("delivered").length,
    cancelled: ended("cancelled").length,
    stopped: ended("cancelled").filter(({ attempts }) => attempts > 0).length,
    broken: [...new Set(broken)],
  };
}
