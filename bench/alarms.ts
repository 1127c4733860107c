import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { descriptorWarning } from "../scripts/with-descriptors.ts";
import { type AlarmFigures, type AlarmPhase, type CollectorApi, measureAlarms } from "./alarm-phase.ts";
import { machine } from "./machine.ts";
import { startVariant } from "./variants.ts";

// `npm run bench:alarms`: how late alerts fire and arrive, under plain workerd.

const USAGE = `npm run bench:alarms -- [options]
  --phases LIST   which of spread, instant, second, slow (all of them)
  --share N       percentage of the carts of each phase (100)
  --storage DIR   where the objects' files go while it runs (the system's folder for temporary files)
  --out FILE      where the figures go (bench/results/alarms.json); "-" for nowhere`;

const SECRET_KEY = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const STORES = JSON.stringify([
  { store: "bench", write_key: "wk_bench_WRITEKEYOFTHEBENCHMARK", secret_key: SECRET_KEY },
]);

const PHASES: AlarmPhase[] = [
  { name: "spread", carts: 10_000, spreadMs: 180_000, answerAfterMs: 0, patienceMs: 60_000 },
  { name: "instant", carts: 5_000, spreadMs: 0, answerAfterMs: 0, patienceMs: 120_000 },
  { name: "second", carts: 1_000, spreadMs: 1_000, answerAfterMs: 0, patienceMs: 60_000 },
  { name: "slow", carts: 1_000, spreadMs: 1_000, answerAfterMs: 200, patienceMs: 120_000 },
];

const { values } = parseArgs({
  options: {
    phases: { type: "string", default: PHASES.map(({ name }) => name).join(",") },
    share: { type: "string", default: "100" },
    storage: { type: "string", default: tmpdir() },
    out: { type: "string", default: "bench/results/alarms.json" },
    help: { type: "boolean", default: false },
  },
});

async function run(): Promise<void> {
  const share = Number(values.share) / 100;
  if (!(share > 0 && share <= 1)) throw new Error(`--share takes a number up to 100.\n\n${USAGE}`);
  const wanted = values.phases.split(",");
  const warning = descriptorWarning();
  if (warning !== null) console.warn(warning);
  const folder = mkdtempSync(join(values.storage, "cartbeat-bench-"));
  const phases: Record<string, AlarmFigures> = {};
  try {
    const collector = await startVariant("ingest", folder, STORES, { localWebhooks: true });
    try {
      for (const phase of PHASES.filter(({ name }) => wanted.includes(name))) {
        const carts = Math.max(1, Math.round(phase.carts * share));
        phases[phase.name] = await measureAlarms(apiAt(collector.port), { ...phase, carts });
        console.log(`${phase.name}: ${JSON.stringify(phases[phase.name])}`);
      }
    } finally {
      await collector.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  if (values.out !== "-") {
    const file = resolve(values.out);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${JSON.stringify({ machine: machine(new Date()), ...phases }, null, 2)}\n`);
  }
}

function apiAt(port: number): CollectorApi {
  return {
    async send(method, path, body) {
      const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
        method,
        headers: { Authorization: `Bearer ${SECRET_KEY}` },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await answer.text();
      if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${text}`);
      return text === "" ? null : (JSON.parse(text) as unknown);
    },
  };
}

if (values.help) console.log(USAGE);
else {
  await run().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
}
