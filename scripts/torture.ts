import { parseArgs } from "node:util";
import { runTorture } from "./torture/run-torture.ts";

// `npm run torture -- --minutes 3 --seed 1`: kills the collector at random moments under load, and ends with 1 when an
// acknowledged event, an alert or an entry of the directory is missing or double, or a metric is not what their fold says. The report is JSON on standard output.

const { values } = parseArgs({
  options: { minutes: { type: "string", default: "3" }, seed: { type: "string", default: "1" } },
});
const minutes = Number(values.minutes);
const seed = Number(values.seed);
if (!(minutes > 0) || !Number.isInteger(seed)) throw new Error("--minutes is a number, --seed an integer");

const report = await runTorture({
  seed,
  seconds: minutes * 60,
  shoppersPerSecond: 4,
  longestLifeSeconds: 5,
  onProgress: (text) => console.error(text),
});
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.differences.length === 0 ? 0 : 1;
