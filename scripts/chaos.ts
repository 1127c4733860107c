import { parseArgs } from "node:util";
import { runChaos } from "./chaos/run-chaos.ts";

// `npm run chaos -- --shoppers 5000 --seconds 120 --seed 1`: a receiver that behaves as badly as receivers do, while the
// runtime is killed. Ends with 1 when a promise about webhooks was broken. The report is JSON on standard output.

const { values } = parseArgs({
  options: {
    shoppers: { type: "string", default: "3000" },
    seconds: { type: "string", default: "90" },
    seed: { type: "string", default: "1" },
  },
});
const [shoppers, seconds, seed] = [Number(values.shoppers), Number(values.seconds), Number(values.seed)];
if (!Number.isInteger(shoppers) || !(seconds > 0) || !Number.isInteger(seed)) {
  throw new Error("--shoppers and --seed are integers, --seconds is a number");
}

const report = await runChaos({ seed, shoppers, seconds, onProgress: (text) => console.error(text) });
console.log(JSON.stringify(report, null, 2));
process.exitCode = report.broken.length === 0 ? 0 : 1;
