import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parseArgs } from "node:util";
import { machine } from "../bench/machine.ts";
import { runTorture, type TortureReport } from "./torture/run-torture.ts";

// `npm run torture -- --minutes 3 --seeds 1,2,3`: kills the collector at random moments under load, and ends with 1 when
// an acknowledged event, an alert or an entry of the directory is missing or double, or a metric is not what their fold
// says. The reports are JSON on standard output; with --out their figures are written to a file.

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "3" },
    seeds: { type: "string", default: "1" },
    out: { type: "string" },
  },
});
const minutes = Number(values.minutes);
const seeds = values.seeds.split(",").map(Number);
if (!(minutes > 0) || !seeds.every(Number.isInteger)) throw new Error("--minutes is a number, --seeds are integers");

const reports: TortureReport[] = [];
for (const seed of seeds) {
  const report = await runTorture({
    seed,
    seconds: minutes * 60,
    shoppersPerSecond: 4,
    longestLifeSeconds: 5,
    onProgress: (text) => console.error(text),
  });
  console.log(JSON.stringify(report, null, 2));
  reports.push(report);
}
if (values.out !== undefined) {
  const file = resolve(values.out);
  mkdirSync(dirname(file), { recursive: true });
  const runs = reports.map((report) => ({ ...report, differences: report.differences.length }));
  writeFileSync(file, `${JSON.stringify({ machine: machine(new Date()), runs }, null, 2)}\n`);
}
process.exitCode = reports.every(({ differences }) => differences.length === 0) ? 0 : 1;
