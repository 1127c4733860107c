import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "../machine.ts";
import { type BenchSite, startBenchSite, WRITE_KEY } from "./bench-site.ts";
import { cartbeatLibrary } from "./cartbeat-library.ts";
import { mainThread } from "./main-thread.ts";
import { type LibraryResult, saveResults, summary } from "./results.ts";
import { RIVAL_NAMES, rivalLibrary } from "./rivals.ts";
import { runScenarios } from "./run-scenarios.ts";
import { SCENARIOS } from "./scenarios.ts";

// `npm run bench:sdk`: what becomes of events when shoppers leave and collectors fail, and what SDKs cost a page:
// Cartbeat's beside the npm packages of others.

const NAMES = ["cartbeat", ...RIVAL_NAMES];
const USAGE = `npm run bench:sdk -- [options]
  --only LIST       which of ${NAMES.join(", ")} (all of them)
  --runs N          runs of each scenario (20); 0 measures the cost alone, and writes nothing
  --at-once N       runs at the same time (3)
  --scenario LIST   which of ${SCENARIOS.map(({ name }) => name).join(", ")} (all of them)
  --cost-runs N     repetitions of the measurement of cost, of which the median counts (5)
  --out FILE        where the figures go (bench/results/sdk.json); "-" for nowhere`;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: NAMES.join(",") },
    runs: { type: "string", default: "20" },
    "at-once": { type: "string", default: "3" },
    scenario: { type: "string", default: SCENARIOS.map(({ name }) => name).join(",") },
    "cost-runs": { type: "string", default: "5" },
    out: { type: "string", default: "bench/results/sdk.json" },
    help: { type: "boolean", default: false },
  },
});

async function measure(site: BenchSite, name: string): Promise<LibraryResult> {
  const library = name === "cartbeat" ? await cartbeatLibrary(WRITE_KEY) : await rivalLibrary(name);
  const wanted = values.scenario.split(",");
  console.log(`\n${library.title} ${library.version}, ${library.brotliBytes} bytes (brotli)`);
  const { title, version, brotliBytes } = library;
  const cost = await mainThread(site, library, Number(values["cost-runs"]));
  console.log(JSON.stringify(cost));
  const runs = Number(values.runs);
  const { figures } = await runScenarios(
    site,
    library,
    SCENARIOS.filter((scenario) => runs > 0 && wanted.includes(scenario.name)),
    {
      runs,
      atOnce: Number(values["at-once"]),
      // What has not come ten seconds after the return is lost, as far as a shop can tell.
      patienceMs: { beforeReturn: 3000, afterReturn: 10_000 },
      onScenario(scenario, { delivered_percent: delivered, before_return_percent: before, ...rest }) {
        const shown = `${delivered} % delivered, ${before ?? "-"} % before the return, ${rest.duplicates_percent} % twice`;
        console.log(`${scenario.title}: ${shown}, ${rest.requests_inside_pause} inside Retry-After`);
        for (const failure of rest.failures) console.log(`  a run failed: ${failure}`);
      },
    },
  );
  return {
    title,
    version,
    brotli_bytes: brotliBytes,
    runs,
    ...summary(figures),
    main_thread: cost,
    scenarios: figures,
  };
}

async function run(): Promise<void> {
  const site = await startBenchSite();
  try {
    const measured: Record<string, LibraryResult> = {};
    for (const name of values.only.split(",")) {
      measured[name] = await measure(site, name);
      // Saved after each: the whole takes hours at full length.
      if (values.out !== "-" && values.runs !== "0") saveResults(resolve(values.out), machine(new Date()), measured);
    }
  } finally {
    await site.stop();
  }
}

if (values.help) console.log(USAGE);
else {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
