import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findBrowser } from "./find-browser.ts";
import { runCommand } from "./run-command.ts";
import { testCounts, type TestCounts, type TestReport } from "./test-counts.ts";
import { descriptorWarning, withDescriptors } from "./with-descriptors.ts";

// `npm test`: builds the SDK and the dashboard, then runs every test of every project. Arguments go to vitest: `npm test -- engine`.

const BUILD_LIMIT_MS = 2 * 60_000;
const TESTS_LIMIT_MS = 40 * 60_000;

/** The files that the collector serves. */
async function buildAssets(): Promise<boolean> {
  for (const script of ["scripts/build-sdk.ts", "scripts/build-dashboard.ts"]) {
    const { code } = await runCommand([process.execPath, script], { timeoutMs: BUILD_LIMIT_MS });
    if (code !== 0) return false;
  }
  return true;
}

async function runVitest(args: readonly string[], report: string): Promise<TestCounts> {
  const vitest = join(import.meta.dirname, "../node_modules/vitest/vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const result = await runCommand(
    withDescriptors([process.execPath, vitest, "run", ...reporters, ...args]),
    // The runtime asks the network for a sample of request data and reports usage; neither belongs in a test.
    { timeoutMs: TESTS_LIMIT_MS, env: { CLOUDFLARE_CF_FETCH_ENABLED: "false", WRANGLER_SEND_METRICS: "false" } },
  );
  if (result.timedOut) console.error(`The tests did not end within ${TESTS_LIMIT_MS / 60_000} minutes.`);
  try {
    return testCounts(JSON.parse(readFileSync(report, "utf8")) as TestReport, result.code);
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

const warning = descriptorWarning();
if (warning !== null) console.warn(warning);

const folder = mkdtempSync(join(tmpdir(), "cartbeat-test-"));
// Before the clock of any test runs: on a bare machine the browser is installed first.
console.log(`browser: ${findBrowser().description}`);

const counts = (await buildAssets())
  ? await runVitest(process.argv.slice(2), join(folder, "report.json"))
  : { passed: 0, failed: 1, skipped: 0 };
rmSync(folder, { recursive: true, force: true });

const skipped = counts.skipped > 0 ? ` (${counts.skipped} skipped)` : "";
console.log(`tests: ${counts.passed} passed, ${counts.failed} failed${skipped}`);
process.exitCode = counts.failed === 0 ? 0 : 1;
