import { parseArgs } from "node:util";
import { runFuzz } from "./fuzz/run-fuzz.ts";

// `npm run fuzz -- --requests 100000 --seed 1`: hostile requests to every route. Ends with 1 when there is a finding; the
// report is JSON on standard output.

const { values } = parseArgs({
  options: { requests: { type: "string", default: "100000" }, seed: { type: "string", default: "1" } },
});
const requests = Number(values.requests);
const seed = Number(values.seed);
if (!Number.isInteger(requests) || !Number.isInteger(seed)) throw new Error("--requests and --seed are integers");

const report = await runFuzz({ requests, seed });
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.findings.length === 0 ? 0 : 1;
