import { cloudflareTest } from "@cloudflare/vitest-plugin";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: "node",
          include: ["test/{protocol,engine,cli,scripts,bench}/**/*.test.ts"],
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: "./wrangler.toml" } })],
        test: {
          name: "runtime",
          include: ["test/{durable-objects,worker}/**/*.test.ts"],
        },
      },
      {
        test: {
          name: "e2e",
          include: ["test/{e2e,sdk}/**/*.test.ts"],
          fileParallelism: false,
          // Real processes want the machine for themselves: after the others.
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
