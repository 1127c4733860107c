import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runSite, type CollectorOptions } from "../site/run-site.ts";
import { startSite, type Site } from "../site/start-site.ts";

// npm exec -- node examples/spa/index.ts

const EXAMPLES = join(import.meta.dirname, "..");

/** A shop of one document: the script tag with `data-spa` records a page view for every address. */
export function startSpa(
  collector: Pick<CollectorOptions, "collectorUrl" | "writeKey"> & { port?: number },
): Promise<Site> {
  return startSite({
    ...collector,
    pages: join(EXAMPLES, "spa/pages"),
    others: {
      "/stub.js": join(EXAMPLES, "../sdk/stub/stub.js"),
      "/site.css": join(EXAMPLES, "site/site.css"),
    },
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await runSite(8789, startSpa);
