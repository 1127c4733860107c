import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { measureWarm } from "../../bench/measure.ts";
import { startVariant } from "../../bench/variants.ts";

test(
  "counts the one row and one request that a batch of five costs the one-row object",
  { timeout: 60_000 },
  async () => {
    const folder = await mkdtemp(join(tmpdir(), "cartbeat-bench-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
    const variant = await startVariant("one_row", folder, "[]");
    onTestFinished(() => variant.stop());
    const target = { writeKey: "wk_bench_x", secretKey: "sk_bench_x", connections: 2 };
    const measured = await measureWarm([variant], { shoppers: 10, seconds: 1, rounds: 1 }, target);
    expect(measured["one_row"]).toMatchObject({
      rows_written_per_event: 0.2,
      do_requests_per_event: 0.2,
      refused: 0,
    });
    expect(measured["one_row"]?.events).toBeGreaterThan(0);
  },
);
