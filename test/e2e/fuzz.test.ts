import { expect, test } from "vitest";
import { runFuzz } from "../../scripts/fuzz/run-fuzz.ts";

test("sixteen thousand hostile requests: no 5xx, nothing uncaught, nothing stored of what was refused, no input repeated", async () => {
  // So many that the runtime's heap has come to its size before the growth of its memory is judged.
  const report = await runFuzz({ requests: 16_000, seed: 5 });
  expect(report.findings).toEqual([]);
  // A run that reached nothing is no success.
  expect(report.routes).toBeGreaterThan(35);
  expect(report.lookedFor).toBeGreaterThan(100);
  expect(report.byStatus).toMatchObject({ 200: expect.any(Number), 400: expect.any(Number), 404: expect.any(Number) });
  expect(report.byStatus["200"]).toBeGreaterThan(500);
  // Of requests that never come to their end, those with a whole head are answered, the others are cut.
  expect(report.slowByStatus).toMatchObject({ 503: expect.any(Number), 0: expect.any(Number) });
}, 900_000);
