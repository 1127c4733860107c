import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleWorker } from "../scripts/bundle-worker.ts";
import { freePort } from "../scripts/collector/free-port.ts";
import { boundClasses, workerdConfig } from "../scripts/workerd-config.ts";
import { startWorkerd, type WorkerdProcess } from "../scripts/workerd-process.ts";

/** The three servers that are measured side by side. */
export type VariantName = "parse_only" | "one_row" | "ingest";

/** One of the servers, running. */
export interface Variant extends WorkerdProcess {
  name: VariantName;
  port: number;
}

const root = resolve(import.meta.dirname, "..");

const entries: Record<VariantName, { entry: string; classes: { binding: string; className: string }[] }> = {
  parse_only: { entry: "bench/baseline/parse-only.ts", classes: [] },
  one_row: { entry: "bench/baseline/one-row.ts", classes: [{ binding: "ONE_ROW", className: "OneRow" }] },
  ingest: { entry: "worker/index.ts", classes: boundClasses() },
};

/**
 * Bundles a variant into a directory of its own below `folder` and serves it there with a fresh state. With
 * `localWebhooks` it may deliver to receivers on this machine, which production mode forbids.
 */
export async function startVariant(
  name: VariantName,
  folder: string,
  stores: string,
  { localWebhooks = false }: { localWebhooks?: boolean } = {},
): Promise<Variant> {
  const home = join(folder, name);
  const storage = join(home, "storage");
  mkdirSync(storage, { recursive: true });
  const { entry, classes } = entries[name];
  await bundleWorker(join(root, entry), join(home, "index.js"));
  const port = await freePort();
  const config = join(home, "config.capnp");
  writeFileSync(
    config,
    workerdConfig({
      module: "index.js",
      classes,
      variables: localWebhooks
        ? { MODE: "development", ALLOW_LOCAL_WEBHOOKS: "true", STORES: null }
        : { MODE: "production", STORES: null },
      assets: null,
      outbound: localWebhooks ? ["private"] : [],
      address: `127.0.0.1:${port}`,
      storage,
    }),
  );
  return { name, port, ...(await startWorkerd({ config, port, env: { STORES: stores } })) };
}
