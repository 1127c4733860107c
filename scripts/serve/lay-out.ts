import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleWorker } from "../bundle-worker.ts";
import { boundClasses, workerdConfig, type WorkerdConfigOptions } from "../workerd-config.ts";

const root = resolve(import.meta.dirname, "../..");

/** Bundles the collector and the worker of static files into a directory: what a configuration there embeds. */
export async function bundleInto(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  await bundleWorker(join(root, "worker/index.ts"), join(folder, "index.js"));
  await bundleWorker(join(root, "scripts/serve/static-files.ts"), join(folder, "static-files.js"));
}

/** What differs between configurations of the collector. */
export interface LayOut extends Pick<WorkerdConfigOptions, "variables" | "outbound" | "address" | "storage"> {
  /** Directory of the static files. */
  assets: string;
}

/** Writes `config.capnp` next to the bundles that {@link bundleInto} made; answers its path. */
export function writeConfig(folder: string, { assets, ...options }: LayOut): string {
  const file = join(folder, "config.capnp");
  writeFileSync(
    file,
    workerdConfig({
      module: "index.js",
      classes: boundClasses(),
      assets: { directory: assets, module: "static-files.js" },
      ...options,
    }),
  );
  return file;
}
