import { parseArgs } from "node:util";
import { startBenchSite, WRITE_KEY } from "./bench-site.ts";
import { cartbeatLibrary } from "./cartbeat-library.ts";
import { loggedEvents } from "./collector-events.ts";
import { complaints, logComplaints } from "./judge.ts";
import { runScenarios } from "./run-scenarios.ts";
import { SCENARIOS } from "./scenarios.ts";

// `npm run torture:sdk`: tabs, renderers and browsers that end at the wrong moment, collectors that fail. Ends with 1
// when Cartbeat's SDK loses or doubles an event, or breaks another of its promises.

const USAGE = `npm run torture:sdk -- [options]
  --runs N          runs of each scenario (20)
  --at-once N       runs at the same time (3)
  --scenario LIST   which of ${SCENARIOS.map(({ name }) => name).join(", ")} (all of them)`;

const { values } = parseArgs({
  options: {
    runs: { type: "string", default: "20" },
    "at-once": { type: "string", default: "3" },
    scenario: { type: "string", default: SCENARIOS.map(({ name }) => name).join(",") },
    help: { type: "boolean", default: false },
  },
});

async function run(): Promise<string[]> {
  const [runs, atOnce] = [Number(values.runs), Number(values["at-once"])];
  const wanted = values.scenario.split(",");
  const scenarios = SCENARIOS.filter(({ name }) => wanted.includes(name));
  if (!(runs > 0 && atOnce > 0) || scenarios.length !== wanted.length) throw new Error(USAGE);
  const site = await startBenchSite();
  try {
    const library = await cartbeatLibrary(WRITE_KEY);
    const found: string[] = [];
    const outcome = await runScenarios(site, library, scenarios, {
      runs,
      atOnce,
      patienceMs: { beforeReturn: 3000, afterReturn: 30_000 },
      onScenario(scenario, figures) {
        const broken = complaints(scenario.name, figures);
        found.push(...broken);
        console.log(`${broken.length === 0 ? "ok    " : "BROKEN"} ${scenario.title}: ${JSON.stringify(figures)}`);
      },
    });
    const logged = await loggedEvents(site.collector, outcome.markers);
    return [...found, ...logComplaints(outcome.markers, logged)];
  } finally {
    await site.stop();
  }
}

if (values.help) console.log(USAGE);
else {
  try {
    const found = await run();
    for (const complaint of found) console.log(complaint);
    console.log(found.length === 0 ? "nothing lost, nothing double" : `${found.length} promises broken`);
    process.exitCode = found.length === 0 ? 0 : 1;
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
