import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { runSite, type CollectorOptions } from "../site/run-site.ts";
import { startSite, type Site } from "../site/start-site.ts";

// npm exec -- node examples/google-tag-manager/index.ts

const EXAMPLES = join(import.meta.dirname, "..");

/** A shop that speaks to GA4 only: its data layer is read without a change to its code. */
export function startTaggedShop(
  collector: Pick<CollectorOptions, "collectorUrl" | "writeKey"> & { port?: number },
): Promise<Site> {
  return startSite({
    ...collector,
    pages: join(EXAMPLES, "google-tag-manager/pages"),
    others: { "/site.css": join(EXAMPLES, "site/site.css") },
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await runSite(8790, startTaggedShop);
