import { expect, test } from "vitest";
import { runChaos } from "../../scripts/chaos/run-chaos.ts";

test("a receiver that behaves as badly as receivers do is told everything, in order, while the runtime is killed", async () => {
  const report = await runChaos({ seed: 7, shoppers: 620, seconds: 20 });
  expect(report.broken).toEqual([]);
  // A run that tested nothing is no success.
  expect(report.outcomes).toBeGreaterThanOrEqual(1000);
  expect(report.kills).toBeGreaterThanOrEqual(2);
  expect(report.attempts).toBeGreaterThan(500);
  expect(Object.keys(report.behaviours)).toHaveLength(14);
  expect(report.rescues).toBeGreaterThan(0);
  expect(report.dead).toBeGreaterThan(0);
  expect(report.stopped).toBeGreaterThan(0);
}, 300_000);
