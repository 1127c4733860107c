import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build, type PluginBuild } from "esbuild";

// npm run build && npm exec -- node examples/shopify-pixel/build.ts: writes dist/shopify-pixel.js, to upload or to paste as custom pixel.

const ROOT = join(import.meta.dirname, "../..");

/** Builds the pixel for a sandbox that offers Shopify's API as `analytics`, `browser` and `init`. */
export async function buildPixel(
  { endpoint, writeKey }: { endpoint: string; writeKey: string },
  outfile = join(ROOT, "dist/shopify-pixel.js"),
): Promise<string> {
  const contents = `import { startPixel } from "./start-pixel.ts";
    void startPixel({ analytics, browser, init }, ${JSON.stringify({ endpoint, writeKey })});`;
  await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: "ts" },
    bundle: true,
    minify: true,
    target: "es2020",
    format: "iife",
    plugins: [{ name: "built-sdk", setup: useBuiltSdk }],
    outfile,
  });
  return outfile;
}

/** The module as `npm run build` makes it, which knows that it may run in a worker. */
function useBuiltSdk(bundler: PluginBuild): void {
  bundler.onResolve({ filter: /\/sdk\/index\.ts$/ }, () => ({ path: join(ROOT, "dist/sdk/index.js") }));
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { CARTBEAT_URL: endpoint = "https://cartbeat.example.com", CARTBEAT_WRITE_KEY: writeKey = "wk_yourstore_…" } =
    process.env;
  console.log(await buildPixel({ endpoint, writeKey }));
}
