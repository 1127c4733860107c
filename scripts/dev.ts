import { mkdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { buildDashboard } from "./build-dashboard.ts";
import { buildSdk } from "./build-sdk.ts";
import { startCollector } from "./collector/start-collector.ts";
import { descriptorWarning } from "./with-descriptors.ts";

// `npm run dev`: a collector for development on port 8787. Its state stays in .wrangler/dev between runs.

const PORT = 8787;

const warning = descriptorWarning();
if (warning !== null) console.warn(warning);
await buildSdk();
await buildDashboard();
const persistTo = join(resolve(import.meta.dirname, ".."), ".wrangler/dev");
mkdirSync(persistTo, { recursive: true });
const collector = await startCollector({ port: PORT, persistTo, onLine: (line) => console.log(line) });
console.log(`\n${collector.url}  write key ${collector.writeKey}  secret key ${collector.secretKey}\nCtrl-C ends it.`);

for (const signal of ["SIGINT", "SIGTERM"] as const) {
  process.once(signal, () => {
    void collector.stop().then(() => process.exit(0));
  });
}
