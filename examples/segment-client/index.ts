import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { runSite, type CollectorOptions } from "../site/run-site.ts";
import { startSite, type Site } from "../site/start-site.ts";

// npm exec -- node examples/segment-client/index.ts

const EXAMPLES = join(import.meta.dirname, "..");

/** A shop with Segment's browser client, which asks this collector for its settings and sends it everything. */
export function startSegmentShop(
  collector: Pick<CollectorOptions, "collectorUrl" | "writeKey"> & { port?: number },
): Promise<Site> {
  const require = createRequire(import.meta.url);
  const client = require.resolve("@segment/analytics-next/package.json");
  return startSite({
    ...collector,
    pages: join(EXAMPLES, "segment-client/pages"),
    others: { "/umd/": join(dirname(client), "dist/umd"), "/site.css": join(EXAMPLES, "site/site.css") },
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await runSite(8791, startSegmentShop);
