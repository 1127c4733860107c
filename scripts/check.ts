import { join } from "node:path";
import { runCommand } from "./run-command.ts";

// `npm run check`: everything about the repository that is not a test. Each step is one check.

const STEP_LIMIT_MS = 5 * 60_000;
const node = process.execPath;

/** A tool's own script, to be run by this Node: PATH could find another one. */
function tool(script: string): string {
  return join(import.meta.dirname, "../node_modules", script);
}

const steps: [name: string, command: string[]][] = [
  ["format", [node, tool("oxfmt/bin/oxfmt"), "--check"]],
  ["lint", [node, tool("oxlint/bin/oxlint")]],
  ["conventions", [node, "scripts/check-conventions.ts"]],
  ["types: worker", [node, tool("typescript/bin/tsc"), "-p", "tsconfig.worker.json"]],
  ["types: node", [node, tool("typescript/bin/tsc"), "-p", "tsconfig.node.json"]],
  ["types: browser", [node, tool("typescript/bin/tsc"), "-p", "tsconfig.browser.json"]],
  ["unused code", [node, tool("knip/bin/knip.js"), "--no-progress", "--treat-config-hints-as-errors"]],
  ["build: SDK", [node, "scripts/build-sdk.ts"]],
  ["build: dashboard", [node, "scripts/build-dashboard.ts"]],
  ["build: worker", [node, "scripts/build-worker.ts"]],
  ["sizes", [node, tool("size-limit/bin.js")]],
  ["README's figures", [node, "scripts/check-readme.ts"]],
];

let failed = 0;
for (const [name, command] of steps) {
  const result = await runCommand(command, { capture: true, timeoutMs: STEP_LIMIT_MS });
  const passed = result.code === 0;
  if (!passed) failed++;
  console.log(`${passed ? "ok    " : "FAILED"} ${name} (${result.seconds.toFixed(1)} s)`);
  if (!passed) console.log(result.timedOut ? "  did not end in time" : result.output.replace(/^/gm, "  ").trimEnd());
}
console.log(`checks: ${steps.length - failed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
