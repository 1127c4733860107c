import type { BenchSite } from "./bench-site.ts";
import type { Library } from "./library.ts";
import { perform, type RunResult, type Stage } from "./perform.ts";
import type { Scenario } from "./scenario.ts";
import { scenarioFigures, type ScenarioFigures } from "./scenario-figures.ts";

/** How often, and how many at the same time. */
export interface RunScenariosOptions {
  runs: number;
  atOnce: number;
  patienceMs: Stage["patienceMs"];
  onScenario: (scenario: Scenario, figures: ScenarioFigures) => void;
}

/** What all scenarios came to. */
export interface ScenariosOutcome {
  figures: Record<string, ScenarioFigures>;
  /** Every event that the collector took. */
  markers: string[];
}

/** Runs every scenario so many times. A run that cannot be carried out is counted as a failure, and told. */
export async function runScenarios(
  site: BenchSite,
  library: Library,
  scenarios: readonly Scenario[],
  { runs, atOnce, patienceMs, onScenario }: RunScenariosOptions,
): Promise<ScenariosOutcome> {
  const outcome: ScenariosOutcome = { figures: {}, markers: [] };
  for (const scenario of scenarios) {
    const results: RunResult[] = [];
    const failures: string[] = [];
    let left = runs;
    const worker = async (): Promise<void> => {
      while (left-- > 0) {
        try {
          const stage = { browser: site.browser, shopOf: site.shopOf, patienceMs };
          results.push(await perform(scenario, site.lane(library), stage));
        } catch (error) {
          failures.push(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
        }
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, runs) }, worker));
    // Nothing was measured, which is not the same as nothing delivered.
    if (results.length === 0) throw new Error(`No run of "${scenario.title}" was possible: ${failures[0] ?? ""}`);
    const figures = scenarioFigures(results, { isPrompt: scenario.isPrompt, failures });
    outcome.figures[scenario.name] = figures;
    for (const { markers } of results) outcome.markers.push(...markers);
    onScenario(scenario, figures);
  }
  return outcome;
}
