import { expect, test } from "vitest";
import { runTorture } from "../../scripts/torture/run-torture.ts";

test("nothing acknowledged is lost and nothing is told twice while the runtime is killed again and again", async () => {
  const report = await runTorture({ seed: 7, seconds: 180, shoppersPerSecond: 3, longestLifeSeconds: 4 });
  expect(report.differences).toEqual([]);
  // A run that tested nothing is no success.
  expect(report.kills).toBeGreaterThanOrEqual(20);
  expect(report.retries).toBeGreaterThan(0);
  expect(report.alerts).toBeGreaterThan(50);
  expect(report.recoveries).toBeGreaterThan(0);
}, 900_000);
