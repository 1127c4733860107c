import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";
import { newAdminKey, newStore } from "./serve/new-store.ts";
import { readStores } from "./serve/read-stores.ts";
import { serveCollector, type ServedCollector } from "./serve/serve-collector.ts";
import { readServeOptions } from "./serve/serve-options.ts";
import { descriptorWarning } from "./with-descriptors.ts";

// `npm run serve`: the collector on this machine, for production, without wrangler. `--build` builds it first;
// `--new-store NAME` only prints an entry of CARTBEAT_STORES with fresh keys, `--new-admin-key` a CARTBEAT_ADMIN_KEY.

const PARENT_CHECK_MS = 500;

const { values } = parseArgs({
  options: { build: { type: "boolean" }, "new-store": { type: "string" }, "new-admin-key": { type: "boolean" } },
});

function fail(problems: readonly string[]): never {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}

if (values["new-store"] !== undefined) {
  const stores = JSON.stringify([newStore(values["new-store"])]);
  const problems = readStores(stores, { developmentKeys: false });
  if (problems.length > 0) fail(problems);
  console.log(stores);
  process.exit(0);
}

if (values["new-admin-key"] === true) {
  console.log(newAdminKey());
  process.exit(0);
}

const read = readServeOptions(process.env);
if (!read.ok) fail(read.problems);
const warning = descriptorWarning();
if (warning !== null) console.warn(warning);
if (values.build === true) execFileSync("npm", ["run", "--silent", "build"], { stdio: "inherit" });

let stopping = false;
let collector: ServedCollector | null = null;

function stop(): void {
  // While it starts there is nothing to wait for: what was started goes with this process.
  if (collector === null) process.exit(1);
  if (stopping) return;
  stopping = true;
  console.log("Stopping: requests under way are answered.");
  void collector.stop();
}

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, stop);
if (process.env["npm_lifecycle_event"] === "serve") {
  // npm passes a signal on to its shell, and most shells do not pass it on: their end is the signal.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && stop(), PARENT_CHECK_MS).unref();
}
collector = await serveCollector(read.options, (text) => process.stderr.write(text)).catch((error: unknown) =>
  fail([error instanceof Error ? error.message : String(error)]),
);
console.log(`Cartbeat answers at ${collector.url}; its state is in ${read.options.data}.`);
const code = await collector.ended;
if (!stopping) console.error("The runtime ended by itself.");
process.exitCode = stopping ? 0 : (code ?? 1) || 1;
