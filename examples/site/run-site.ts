import { parseArgs } from "node:util";
import type { Site } from "./start-site.ts";

/** Where an example's site finds its collector. */
export interface CollectorOptions {
  collectorUrl: string;
  writeKey: string;
  port: number;
}

/** Starts a site from the command line: `--collector URL --write-key wk_… --port N`; as it stands, on `npm run dev`. */
export async function runSite(port: number, start: (options: CollectorOptions) => Promise<Site>): Promise<void> {
  const { values } = parseArgs({
    options: {
      collector: { type: "string", default: "http://127.0.0.1:8787" },
      "write-key": { type: "string", default: "wk_dev_DEVELOPMENTONLY" },
      port: { type: "string", default: String(port) },
    },
  });
  const { url } = await start({
    collectorUrl: values.collector,
    writeKey: values["write-key"],
    port: Number(values.port),
  });
  console.log(`${url} (collector ${values.collector})`);
}
