import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { residentMemoryMb } from "../scripts/resident-memory.ts";
import { descriptorWarning } from "../scripts/with-descriptors.ts";
import { load } from "./load.ts";
import { machine } from "./machine.ts";
import { complaints, minutes } from "./steady/minutes.ts";
import { passingShoppers } from "./steady/passing-shoppers.ts";
import { steadyLoad } from "./steady/steady-load.ts";
import { startVariant } from "./variants.ts";

// `npm run load -- --minutes 10`: half of what this machine can take, for a long time. Ends with 1 when p99 or memory of
// the last minute lies more than a fifth above the first minute's, or anything was refused. The report is JSON.

const STORE = {
  store: "bench",
  write_key: "wk_bench_WRITEKEYOFTHEBENCHMARK",
  secret_key: "sk_bench_SECRETKEYOFTHEBENCHMARK",
};
const CONNECTIONS = 16;
const CAPACITY_SECONDS = 20;
const SEED = 2026;

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "10" },
    // Pages, caches and compiled code have their size after it; none of it is measured.
    "warm-up": { type: "string", default: "60" },
    rate: { type: "string" },
  },
});
const wanted = Number(values.minutes);
const warmUpSeconds = Number(values["warm-up"]);
if (!(wanted >= 2) || !(warmUpSeconds > 0)) throw new Error("--minutes is 2 or more, --warm-up seconds");
const warning = descriptorWarning();
if (warning !== null) console.error(warning);

const folder = mkdtempSync(join(tmpdir(), "cartbeat-load-"));
const variant = await startVariant("ingest", folder, JSON.stringify([STORE]));
try {
  const target = { port: variant.port, writeKey: STORE.write_key, connections: CONNECTIONS };
  const next = passingShoppers(SEED);
  const full = await load(next, { ...target, seconds: CAPACITY_SECONDS });
  const capacity = full.requests / full.seconds;
  const requestsPerSecond = values.rate === undefined ? capacity / 2 : Number(values.rate);
  console.error(`${capacity.toFixed(0)} requests a second at most; now ${requestsPerSecond.toFixed(0)}`);
  await steadyLoad(next, { ...target, requestsPerSecond, seconds: warmUpSeconds });

  const memory: [number, number][] = [];
  const startedAt = performance.now();
  const watch = setInterval(() => {
    const megabytes = residentMemoryMb(variant.pid);
    if (megabytes !== null) memory.push([performance.now() - startedAt, megabytes]);
  }, 1000);
  const samples = await steadyLoad(next, { ...target, requestsPerSecond, seconds: wanted * 60 });
  clearInterval(watch);

  const all = minutes(samples, memory);
  const found = complaints(all);
  const report = {
    machine: machine(new Date()),
    capacity_requests_per_second: Math.round(capacity),
    requests_per_second: Math.round(requestsPerSecond),
    events_per_request: 5,
    minutes: all,
    complaints: found,
  };
  console.log(JSON.stringify(report, null, 2));
  process.exitCode = found.length === 0 ? 0 : 1;
} finally {
  await variant.stop();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}
