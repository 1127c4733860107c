import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { buildOpenapi } from "./build-openapi.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = join(ROOT, "dashboard");

/** A page for people: the folder that holds it among the static files, and what it is made of. */
interface Page {
  folder: string;
  html: string;
  script: string;
  style: string;
}

const PAGES: Page[] = [
  { folder: "dashboard", html: "index.html", script: "main.tsx", style: "styles/main.css" },
  { folder: "docs-page", html: "docs/index.html", script: "docs/docs.tsx", style: "styles/docs.css" },
];

/** What a page came to: sizes as the collector could send them to a browser. */
export interface BuiltPage {
  folder: string;
  scriptBrotliBytes: number;
  styleBrotliBytes: number;
}

/**
 * Builds the pages for people into the folder of the static files: the dashboard, and the documentation with the
 * description of the API that it shows. Throws when one does not build.
 */
export async function buildDashboard(assets = join(ROOT, "dist/assets")): Promise<BuiltPage[]> {
  const built = await Promise.all(PAGES.map(async (page) => buildPage(page, join(assets, page.folder))));
  await cp(join(SOURCE, "icon.svg"), join(assets, "dashboard/icon.svg"));
  await buildOpenapi(assets);
  return built;
}

async function buildPage(page: Page, folder: string): Promise<BuiltPage> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { metafile } = await build({
    absWorkingDir: ROOT,
    entryPoints: { main: join(SOURCE, page.script), style: join(SOURCE, page.style) },
    outdir: folder,
    // A new version has a new name, so that browsers may keep the files.
    entryNames: "[name]-[hash]",
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    jsx: "automatic",
    jsxImportSource: "preact",
    legalComments: "none",
    metafile: true,
  });
  const names = Object.keys(metafile.outputs).map((path) => basename(path));
  const script = names.find((name) => name.endsWith(".js"));
  const style = names.find((name) => name.endsWith(".css"));
  if (script === undefined || style === undefined) throw new Error(`${page.folder} has no script or no style.`);
  const html = await readFile(join(SOURCE, page.html), "utf8");
  const address = (name: string) => `/${page.folder}/${name}`;
  await writeFile(
    join(folder, "index.html"),
    html.replace("%SCRIPT%", address(script)).replace("%STYLE%", address(style)),
  );
  const size = async (name: string) => brotliCompressSync(await readFile(join(folder, name))).length;
  return { folder: page.folder, scriptBrotliBytes: await size(script), styleBrotliBytes: await size(style) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { folder, scriptBrotliBytes, styleBrotliBytes } of await buildDashboard()) {
    console.log(`${folder}: script ${scriptBrotliBytes} bytes, style ${styleBrotliBytes} bytes (brotli)`);
  }
}
