import { build } from "esbuild";

/** Bundles a worker's entry into one ES module for workerd. Throws when it does not build; prints warnings itself. */
export async function bundleWorker(entry: string, outfile: string): Promise<void> {
  await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    format: "esm",
    target: "es2024",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "import"],
    external: ["cloudflare:*", "node:*"],
    sourcemap: "linked",
    legalComments: "none",
    logLevel: "warning",
  });
}
