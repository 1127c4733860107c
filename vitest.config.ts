import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

/** Tests that wait for real alarms: on a machine that is busy with others they would be late. */
const REAL_TIME = "test/durable-objects/contract.test.ts";
/** A slow machine may take its time; what must be fast is measured in bench/. */
const PATIENT = { testTimeout: 30_000, hookTimeout: 60_000 };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["test/{protocol,engine,cli,scripts,bench,dashboard}/**/*.test.ts"],
          ...PATIENT,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: {
          name: "runtime",
          include: ["test/{durable-objects,worker}/**/*.test.ts"],
          exclude: [REAL_TIME],
          ...PATIENT,
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: {
          name: "real-time",
          include: [REAL_TIME],
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/{e2e,sdk}/**/*.test.ts"],
          fileParallelism: false,
          // Real processes want the machine for themselves: after the others.
          sequence: { groupOrder: 2 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
