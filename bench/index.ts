import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { descriptorWarning } from "../scripts/with-descriptors.ts";
import { budgetLines } from "./budgets.ts";
import type { Figures } from "./figures.ts";
import { machine } from "./machine.ts";
import { measureOnce, measureWarm, type Target } from "./measure.ts";
import { PRICES } from "./price-table.ts";
import { generatedTraffic, realTraffic } from "./real-traffic.ts";
import { syncRate } from "./sync-rate.ts";
import { table } from "./table.ts";
import { startVariant, type Variant, type VariantName } from "./variants.ts";

// `npm run bench`: what ingest costs, beside a Worker that only parses and an object that writes one row.

const USAGE = `npm run bench -- [options]
  --shoppers N      shoppers of the warm mix (2000)
  --seconds N       seconds of the warm mix for each server (20)
  --rounds N        turns in which the servers are measured (4)
  --connections N   requests under way at once (16)
  --csv FILE        traffic of the real mix in the REES46 column format; absent: generated in its proportions
  --events N        events of the generated real mix (10000)
  --span N          seconds of events that one batch of the real mix gathers (60: a second of a replay at 60 times
                    the speed; what comes one by one is measured as well)
  --storage DIR     where the objects' files go while it runs (the system's folder for temporary files)
  --out FILE        where the figures go (bench/results/ingest.json); "-" for nowhere`;

const WRITE_KEY = "wk_bench_WRITEKEYOFTHEBENCHMARK";
const SECRET_KEY = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const STORES = JSON.stringify([{ store: "bench", write_key: WRITE_KEY, secret_key: SECRET_KEY }]);
const SEED = 2026;
/** As long as the SDK waits for company: without a replay's speed nearly every event comes alone. */
const LONE_SPAN_MS = 1000;

const { values } = parseArgs({
  options: {
    shoppers: { type: "string", default: "2000" },
    seconds: { type: "string", default: "20" },
    rounds: { type: "string", default: "4" },
    connections: { type: "string", default: "16" },
    csv: { type: "string" },
    events: { type: "string", default: "10000" },
    storage: { type: "string", default: tmpdir() },
    span: { type: "string", default: "60" },
    out: { type: "string", default: "bench/results/ingest.json" },
    help: { type: "boolean", default: false },
  },
});

function count(name: "shoppers" | "seconds" | "rounds" | "connections" | "events" | "span"): number {
  const value = Number(values[name]);
  if (Number.isInteger(value) && value > 0) return value;
  throw new Error(`--${name} takes a whole number over 0.\n\n${USAGE}`);
}

async function run(): Promise<void> {
  const warm = { shoppers: count("shoppers"), seconds: count("seconds"), rounds: count("rounds") };
  const target: Target = { writeKey: WRITE_KEY, secretKey: SECRET_KEY, connections: count("connections") };
  const spanMs = count("span") * 1000;
  const warning = descriptorWarning();
  if (warning !== null) console.warn(warning);

  const folder = mkdtempSync(join(values.storage, "cartbeat-bench-"));
  const disk = syncRate(folder);
  console.log(`the disk makes ${disk.toLocaleString("en-US")} pages a second durable, one after the other`);
  const variants: Variant[] = [];
  try {
    for (const name of ["parse_only", "one_row", "ingest"] satisfies VariantName[]) {
      variants.push(await startVariant(name, folder, STORES));
    }
    console.log(
      `warm mix: ${warm.shoppers} shoppers, five events a batch, ${warm.seconds} s each in ${warm.rounds} turns`,
    );
    const measuredWarm = await measureWarm(variants, warm, target);
    console.log(`${table(Object.entries(measuredWarm))}\n`);

    const source = values.csv === undefined ? "generated" : "REES46 file";
    console.log(`real mix (${source}), every shopper new, and the same one by one; a minute each for alarms`);
    const real = await measureReal(spanMs, join(folder, "real"), target);
    const lone = await measureReal(LONE_SPAN_MS, join(folder, "lone"), target);
    console.log(
      table([
        [`${real.batches} batches`, real.ingest],
        [`${lone.batches} batches`, lone.ingest],
      ]),
    );
    for (const line of budgetLines({ warm: measuredWarm["ingest"], real: real.ingest })) console.log(line);

    const result = {
      machine: machine(new Date()),
      disk_syncs_per_second: disk,
      connections: target.connections,
      warm: { ...warm, events_per_batch: 5, ...measuredWarm },
      real: { source, span_seconds: spanMs / 1000, ...real },
      lone: { source, span_seconds: LONE_SPAN_MS / 1000, ...lone },
      prices: PRICES,
    };
    if (values.out !== "-") save(values.out, result);
  } finally {
    await Promise.all(variants.map((variant) => variant.stop()));
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Traffic that comes once, against a collector of its own: nobody is known there. */
async function measureReal(
  spanMs: number,
  folder: string,
  target: Target,
): Promise<{ batches: number; ingest: Figures }> {
  const batches =
    values.csv === undefined
      ? generatedTraffic(count("events"), { spanMs, seed: SEED })
      : await realTraffic(values.csv, spanMs);
  const variant = await startVariant("ingest", folder, STORES);
  try {
    return { batches: batches.length, ingest: await measureOnce(variant, batches, target) };
  } finally {
    await variant.stop();
  }
}

function save(path: string, result: object): void {
  const file = resolve(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(result, null, 2)}\n`);
  console.log(`\nwritten to ${path}`);
}

if (values.help) console.log(USAGE);
else {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
