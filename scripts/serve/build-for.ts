import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { bundleInto } from "./lay-out.ts";

/**
 * Builds a collector without static files into a directory of its own, for one run: nobody who builds in the meantime
 * changes it. Answers what `ServeOptions.built` takes.
 */
export async function buildFor(folder: string): Promise<string> {
  const built = join(folder, "built");
  mkdirSync(join(built, "assets"), { recursive: true });
  await bundleInto(join(built, "worker"));
  return built;
}
