import { createRequire } from "node:module";

// Required, not imported: a bundler and Node read the default export of this package differently.
const { default: path, version } = createRequire(import.meta.url)("workerd") as { default: string; version: string };

/** The runtime that comes with the workerd package: the path of its binary for this machine, and its version. */
export const workerdBinary = { path, version };
