import { globSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { brokenConventions } from "./broken-conventions.ts";

// Rules of the house that no linter knows. Prints each breach with its place.

const root = resolve(import.meta.dirname, "..");
const sources = globSync(
  "{protocol,engine,sdk,durable-objects,worker,dashboard,cli,bench,examples,test,scripts}/**/*.{ts,tsx}",
  // The SDKs of others, beside which ours is measured, are installed in a folder of the bench.
  { cwd: root, exclude: (path) => path.includes("node_modules") },
);

const breaches = sources.toSorted().flatMap((path) => brokenConventions(path, readFileSync(join(root, path), "utf8")));
for (const breach of breaches) console.error(breach);
console.log(`${sources.length} files, ${breaches.length} breaches`);
process.exitCode = breaches.length === 0 && sources.length > 0 ? 0 : 1;
