/**
 * `npm run demo`: the main job on this machine, with simulated shoppers. Ctrl-C ends it.
 * `npm run demo -- --once` ends by itself after five verified alerts; exit code 1 if they do not come within 60 s
 * (`--within SECONDS`).
 */
import { parseArgs } from "node:util";
import { runDemo } from "./demo/run-demo.ts";

const ENOUGH_ALERTS = 5;

const { values } = parseArgs({
  options: { once: { type: "boolean", default: false }, within: { type: "string", default: "60" } },
});
const stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(name, () => {
    // A second Ctrl-C does not wait for an orderly end; what was started is killed on exit.
    if (stop.signal.aborted) process.exit(130);
    console.log("\nStopping …");
    stop.abort();
  });
}

try {
  const done = await runDemo({
    enoughAlerts: values.once ? ENOUGH_ALERTS : null,
    withinMs: Number(values.within) * 1000,
    signal: stop.signal,
    print: (line) => console.log(line),
  });
  process.exitCode = done ? 0 : 1;
} catch (error) {
  if (!stop.signal.aborted) throw error;
}
