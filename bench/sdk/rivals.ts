import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { build } from "esbuild";
import type { Library } from "./library.ts";

const HOME = import.meta.dirname;

/** The SDKs beside which Cartbeat's is measured: page in pages/, name for people, package. */
const RIVALS = [
  { name: "segment", title: "Segment (keepalive on)", from: "@segment/analytics-next" },
  { name: "snowplow", title: "Snowplow", from: "@snowplow/browser-tracker" },
  { name: "rudderstack", title: "RudderStack", from: "@rudderstack/analytics-js" },
  { name: "amplitude", title: "Amplitude", from: "@amplitude/analytics-browser" },
  { name: "posthog", title: "PostHog (slim)", from: "posthog-js" },
  { name: "plausible", title: "Plausible", from: "@plausible-analytics/tracker" },
  { name: "mixpanel", title: "Mixpanel", from: "mixpanel-browser" },
] as const;

/** What any of their servers answers to events. */
const ANSWER = JSON.stringify({ success: true, status: 1, code: 200, error: null });

/** The names by which they can be chosen. */
export const RIVAL_NAMES: readonly string[] = RIVALS.map(({ name }) => name);

/** Bundles one of them from its npm package, which is installed first where it is missing. */
export async function rivalLibrary(name: string): Promise<Library> {
  const rival = RIVALS.find((candidate) => candidate.name === name);
  if (rival === undefined) throw new Error(`There is no SDK ${name} here.`);
  install();
  const bundle = await build({
    entryPoints: [join(HOME, "pages", `${name}.js`)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: "es2020",
    legalComments: "none",
    define: { "process.env.NODE_ENV": '"production"' },
    logLevel: "error",
  });
  const script = bundle.outputFiles[0]?.text ?? "";
  const manifest = readFileSync(join(HOME, "node_modules", rival.from, "package.json"), "utf8");
  return {
    name,
    title: rival.title,
    version: (JSON.parse(manifest) as { version: string }).version,
    script,
    brotliBytes: brotliCompressSync(script, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length,
    answer: ANSWER,
    head: (src, endpoint) => `<script src="${src}"></script>\n<script>begin("${endpoint}");</script>`,
  };
}

function install(): void {
  if (existsSync(join(HOME, "node_modules"))) return;
  console.log("the other SDKs are installed: npm ci in bench/sdk");
  const npm = spawnSync("npm", ["ci", "--ignore-scripts"], { cwd: HOME, stdio: "inherit" });
  if (npm.status !== 0) throw new Error("The other SDKs could not be installed.");
}
