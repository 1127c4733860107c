import { expect, test } from "vitest";
import { runFuzz } from "../../scripts/fuzz/run-fuzz.ts";

test("five thousand hostile requests: no 5xx, nothing uncaught, nothing stored of what was refused, no input repeated", async () => {
  const report = await runFuzz({ requests: 5000, seed: 5 });
  expect(report.findings).toEqual([]);
  // A run that reached nothing is no success.
  expect(report.routes).toBeGreaterThan(35);
  expect(report.lookedFor).toBeGreaterThan(100);
  expect(report.byStatus).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number), 404: expect.any(Number) });
  expect(report.byStatus["200"]).toBeGreaterThan(500);
}, 300_000);
