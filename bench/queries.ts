import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { machine } from "./machine.ts";
import { fillStore } from "./queries/fill-store.ts";
import { knownIds, measureRoutes, whileEventsArrive } from "./queries/measure-routes.ts";
import { type SizeFigures, queryTable } from "./queries/query-table.ts";
import { readingRoutes } from "./queries/reading-routes.ts";
import { startVariant } from "./variants.ts";

// `npm run bench:queries`: how long each reading route takes in plain workerd, with ten and a hundred times the data.

const USAGE = `npm run bench:queries -- [options]
  --sizes LIST      events stored when the routes are measured, ascending (10000,100000,1000000)
  --requests N      requests of each route at each size (40)
  --days N          days that the events span (30)
  --storage DIR     where the objects' files go while it runs (the system's folder for temporary files)
  --out FILE        where the figures go (bench/results/queries.json); "-" for nowhere`;

const { values } = parseArgs({
  options: {
    sizes: { type: "string", default: "10000,100000,1000000" },
    requests: { type: "string", default: "40" },
    days: { type: "string", default: "30" },
    storage: { type: "string", default: tmpdir() },
    out: { type: "string", default: "bench/results/queries.json" },
    help: { type: "boolean", default: false },
  },
});

const WRITE_KEY = "wk_bench_WRITEKEYOFTHEBENCHMARK";
const SECRET_KEY = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const DAY_MS = 86_400_000;
const IDLE_MS = 5_000;

async function run(): Promise<void> {
  const sizes = values.sizes.split(",").map(Number);
  if (sizes.some((size, index) => !(size > (sizes[index - 1] ?? 0))))
    throw new Error(`--sizes must ascend\n\n${USAGE}`);
  const folder = mkdtempSync(join(values.storage, "cartbeat-queries-"));
  const stores = JSON.stringify([{ store: "bench", write_key: WRITE_KEY, secret_key: SECRET_KEY }]);
  try {
    const variant = await startVariant("ingest", folder, stores);
    try {
      const store = { port: variant.port, writeKey: WRITE_KEY, secretKey: SECRET_KEY };
      const measured: SizeFigures[] = [];
      for (const size of sizes) {
        measured.push(await measureSize(store, { size, stored: measured.at(-1)?.events ?? 0 }));
        console.log(`${queryTable(measured)}\n`);
      }
      const result = { machine: machine(new Date()), days: Number(values.days), sizes: measured };
      if (values.out !== "-") save(values.out, result);
    } finally {
      await variant.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function measureSize(
  store: { port: number; writeKey: string; secretKey: string },
  { size, stored }: { size: number; stored: number },
): Promise<SizeFigures> {
  const days = Number(values.days);
  console.log(`importing ${(size - stored).toLocaleString("en-US")} events`);
  const started = performance.now();
  await fillStore(store, { count: size - stored, days, seed: `bench-${size}` });
  const fillSeconds = Math.round((performance.now() - started) / 1000);
  const day = new Date(Date.now() - (days / 2) * DAY_MS).toISOString().slice(0, 10);
  const routes = readingRoutes(await knownIds(store, day));
  const idle = await whileEventsArrive(store, async () => sleep(IDLE_MS));
  const asked = await whileEventsArrive(store, async () => measureRoutes(store, routes, Number(values.requests)));
  return {
    events: size,
    fill_seconds: fillSeconds,
    routes: asked.result,
    ingest: { asked: asked.ingest, idle: idle.ingest },
  };
}

function save(path: string, result: object): void {
  const file = resolve(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`written to ${path}`);
}

if (values.help) console.log(USAGE);
else {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
