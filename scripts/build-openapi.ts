import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { openFieldDocs } from "./openapi/field-docs.ts";
import { openapiDocument } from "./openapi/openapi-document.ts";

const ROOT = fileURLToPath(new URL("..", import.meta.url));

/** Writes the description of the API to where the collector serves it, and returns how many paths it has. */
export async function buildOpenapi(assets = join(ROOT, "dist/assets")): Promise<number> {
  const { version } = JSON.parse(await readFile(join(ROOT, "package.json"), "utf8")) as { version: string };
  const docs = await openFieldDocs();
  const document = openapiDocument(version, docs.describe);
  docs.close();
  await mkdir(assets, { recursive: true });
  await writeFile(join(assets, "openapi.json"), JSON.stringify(document, null, 1));
  return Object.keys(document.paths).length;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  console.log(`openapi.json: ${await buildOpenapi()} paths`);
}
