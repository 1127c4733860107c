import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleWorker } from "./bundle-worker.ts";
import { boundClasses, workerdConfig } from "./workerd-config.ts";

// `npm run build`, second half: dist/worker/ holds the bundle and a configuration for plain `workerd serve`.

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "dist/worker");
mkdirSync(folder, { recursive: true });
// State does not belong into a build: it outlives the next one.
mkdirSync(join(root, "data"), { recursive: true });
// esbuild has told what is wrong, with its place, when it rejects.
await bundleWorker(join(root, "worker/index.ts"), join(folder, "index.js")).catch(() => process.exit(1));
writeFileSync(
  join(folder, "config.capnp"),
  workerdConfig({
    module: "index.js",
    classes: boundClasses(),
    // Read when it starts, so that no key is ever written into the build.
    variables: { MODE: "production", STORES: null },
    // workerd serves plain files without their type, which no browser runs as a script: the proxy in front serves them.
    assets: null,
    outbound: "public",
    address: "127.0.0.1:8787",
    storage: "data",
  }),
);
console.log(`dist/worker/index.js: ${Math.round(statSync(join(folder, "index.js")).size / 1024)} KB`);
