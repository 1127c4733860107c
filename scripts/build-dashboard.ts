import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";

const ROOT = fileURLToPath(new URL("..", import.meta.url));
const SOURCE = join(ROOT, "dashboard");

/** What a build of the dashboard came to: sizes as the collector could send them to a browser. */
export interface DashboardBuild {
  scriptBrotliBytes: number;
  styleBrotliBytes: number;
}

/** Builds the dashboard into `dashboard/` of the folder of static files. Throws when it does not build. */
export async function buildDashboard(assets = join(ROOT, "dist/assets")): Promise<DashboardBuild> {
  const folder = join(assets, "dashboard");
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const { outputs } = (
    await build({
      absWorkingDir: ROOT,
      entryPoints: { main: join(SOURCE, "main.tsx"), style: join(SOURCE, "styles/main.css") },
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
    })
  ).metafile;
  const names = Object.keys(outputs).map((path) => basename(path));
  const script = names.find((name) => name.endsWith(".js"));
  const style = names.find((name) => name.endsWith(".css"));
  if (script === undefined || style === undefined) throw new Error("The dashboard has no script or no style.");
  const page = await readFile(join(SOURCE, "index.html"), "utf8");
  const named = page.replace("%SCRIPT%", `/dashboard/${script}`).replace("%STYLE%", `/dashboard/${style}`);
  await writeFile(join(folder, "index.html"), named);
  await cp(join(SOURCE, "icon.svg"), join(folder, "icon.svg"));
  const size = async (name: string) => brotliCompressSync(await readFile(join(folder, name))).length;
  return { scriptBrotliBytes: await size(script), styleBrotliBytes: await size(style) };
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { scriptBrotliBytes, styleBrotliBytes } = await buildDashboard();
  console.log(`dashboard: script ${scriptBrotliBytes} bytes, style ${styleBrotliBytes} bytes (brotli)`);
}
