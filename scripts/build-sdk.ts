import { createHash } from "node:crypto";
import { spawnSync } from "node:child_process";
import { cp, mkdir, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build, type BuildOptions } from "esbuild";
import { minify } from "terser";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** What a build of the SDK came to. */
export interface SdkBuild {
  version: string;
  /** Size of the script tag as the collector sends it to a browser. */
  brotliBytes: number;
  /** Value of the script tag's `integrity` attribute. */
  integrity: string;
  /** Immutable file name under the collector's root. */
  versionedFile: string;
  /** The inline stub that queues calls until the script is there. */
  stub: string;
}

/**
 * Builds the SDK into the folder `sdk` of `dist`, and what the collector serves of it into the folder `assets`. Throws
 * when a step fails.
 */
export async function buildSdk(dist = join(ROOT, "dist")): Promise<SdkBuild> {
  const sdk = join(dist, "sdk");
  const assets = join(dist, "assets");
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const shared: BuildOptions = {
    absWorkingDir: ROOT,
    bundle: true,
    target: "es2020",
    define: { VERSION: JSON.stringify(version), IN_WORKERS: "true" },
    legalComments: "none",
  };
  await rm(sdk, { recursive: true, force: true });
  await buildScript(shared, join(sdk, "cartbeat.js"));
  const module: BuildOptions = { ...shared, minify: true, format: "esm" };
  await build({ ...module, sourcemap: true, entryPoints: ["sdk/index.ts"], outfile: join(sdk, "index.js") });
  // What a bundler makes of one import, to be weighed.
  const oneImport = { contents: 'export { createCartbeat } from "./index.ts";', resolveDir: join(ROOT, "sdk") };
  await build({ ...module, stdin: oneImport, outfile: join(sdk, "imports/create-cartbeat.js") });
  await build({
    ...shared,
    minify: true,
    bundle: false,
    entryPoints: ["sdk/stub/stub.js"],
    outfile: join(sdk, "stub.js"),
  });
  await writeDeclarations(sdk);

  const script = await readFile(join(sdk, "cartbeat.js"));
  // Subresource integrity covers the text as served.
  const integrity = `sha384-${createHash("sha384").update(script).digest("base64")}`;
  const hash = createHash("sha256").update(script).digest("hex").slice(0, 8);
  const versionedFile = `cartbeat-${version}-${hash}.js`;
  await mkdir(assets, { recursive: true });
  for (const name of await readdir(assets)) if (/^cartbeat\b.*\.js(\.map)?$/.test(name)) await rm(join(assets, name));
  for (const name of ["cartbeat.js", versionedFile]) await cp(join(sdk, "cartbeat.js"), join(assets, name));
  await cp(join(sdk, "cartbeat.js.map"), join(assets, "cartbeat.js.map"));
  const stub = (await readFile(join(sdk, "stub.js"), "utf8")).trim();
  return { version, brotliBytes: brotliCompressSync(script).length, integrity, versionedFile, stub };
}

/**
 * Builds the script tag. Every byte of it is paid on every page of a shop: it is for pages alone, names that only the SDK
 * sees are shortened, and terser takes off the last four percent.
 */
async function buildScript(shared: BuildOptions, outfile: string): Promise<void> {
  const { outputFiles } = await build({
    ...shared,
    entryPoints: ["sdk/script.ts"],
    format: "iife",
    define: { ...shared.define, IN_WORKERS: "false" },
    // Modules are strict; in a plain script the directive would be spent on nothing that this code does.
    tsconfigRaw: { compilerOptions: { alwaysStrict: false } },
    mangleProps: new RegExp(`^(${Object.keys(OWN_NAMES).join("|")})$`),
    mangleCache: OWN_NAMES,
    minifySyntax: true,
    sourcemap: "external",
    outfile,
    write: false,
  });
  const textOf = (ending: string): string => outputFiles.find(({ path }) => path.endsWith(ending))!.text;
  const { code, map } = await minify(
    { "script.js": textOf(".js") },
    {
      ecma: 2020,
      compress: {
        passes: 2,
        unsafe: true,
        unsafe_arrows: true,
        unsafe_methods: true,
        pure_getters: true,
        keep_fargs: false,
      },
      sourceMap: { content: textOf(".map"), filename: "cartbeat.js" },
    },
  );
  await mkdir(dirname(outfile), { recursive: true });
  // Without a comment that names the map: the collector names it in a header.
  await writeFile(outfile, code!);
  await writeFile(`${outfile}.map`, map as string);
}

/**
 * Names of fields that only the SDK's own files see (never on the wire, in storage, of the browser or of the page) and
 * what they are called in the script tag: by those letters that compress best, which is a matter of trying.
 */
const OWN_NAMES = {
  address: "g",
  bytes: "l",
  current: "a",
  discard: "t",
  empty: "m",
  entryOf: "r",
  envelope: "v",
  head: "y",
  isTried: "o",
  lost: "j",
  note: "f",
  onAccepted: "d",
  outbox: "p",
  own: "u",
  pauseKey: "c",
  recall: "e",
  renew: "x",
  send: "w",
  soon: "h",
  store: "s",
  take: "i",
  touch: "k",
  underWay: "n",
  volume: "b",
};

/** Writes the declarations that belong to dist/sdk/index.js: one tree of small files, without sources. */
async function writeDeclarations(sdk: string): Promise<void> {
  const tsc = join(ROOT, "node_modules/typescript/bin/tsc");
  const output = join(sdk, "types");
  const options = [
    "--declaration",
    "--emitDeclarationOnly",
    "--noEmit",
    "false",
    "--rootDir",
    ROOT,
    "--outDir",
    output,
  ];
  const entry = join(ROOT, "sdk/tsconfig.json");
  const run = spawnSync(process.execPath, [tsc, "-p", entry, ...options], { encoding: "utf8" });
  if (run.status !== 0) throw new Error(`The SDK's types do not compile:\n${run.stdout}${run.stderr}`);
  await writeFile(join(sdk, "index.d.ts"), 'export * from "./types/sdk/index.js";\n');
  for (const name of await readdir(output, { recursive: true })) {
    if (!name.endsWith(".d.ts")) continue;
    const path = join(output, name);
    await writeFile(path, (await readFile(path, "utf8")).replaceAll(/(from "[^"]+)\.ts"/g, '$1.js"'));
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { version, brotliBytes, integrity, versionedFile, stub } = await buildSdk();
  console.log(`cartbeat.js ${version}: ${brotliBytes} bytes (brotli), stub ${stub.length} bytes`);
  console.log(`served at /cartbeat.js and, immutable, at /${versionedFile}`);
  console.log(`integrity ${integrity}`);
}
