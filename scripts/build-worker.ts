import { mkdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { bundleInto, writeConfig } from "./serve/lay-out.ts";

// `npm run build`, second half: dist/worker/ holds the bundles, and a configuration for plain `workerd serve`, to be
// started in the repository's root.

const root = resolve(import.meta.dirname, "..");
const folder = join(root, "dist/worker");
// State does not belong into a build: it outlives the next one.
mkdirSync(join(root, "data/objects"), { recursive: true });
await bundleInto(folder);
writeConfig(folder, {
  // Read when it starts, so that no key is ever written into the build.
  variables: {
    MODE: "production",
    STORES: null,
    PUBLIC_URL: null,
    ADMIN_KEY: null,
    LIMITS: null,
    CLIENT_ADDRESS_HEADER: null,
  },
  assets: "dist/assets",
  outbound: ["public"],
  address: "127.0.0.1:8787",
  storage: "data/objects",
});
console.log(`dist/worker/index.js: ${Math.round(statSync(join(folder, "index.js")).size / 1024)} KB`);
