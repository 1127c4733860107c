import { closeSync, fsyncSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";

const PROBE_MS = 1_000;
const PAGE = Buffer.alloc(4096);

/**
 * How many pages a second the disk below `folder` makes durable, one after the other. Nothing is acknowledged before
 * it is durable, so this bounds every server here that keeps anything.
 */
export function syncRate(folder: string): number {
  const path = join(folder, "sync-probe");
  const file = openSync(path, "w");
  const started = performance.now();
  let syncs = 0;
  while (performance.now() - started < PROBE_MS) {
    writeSync(file, PAGE);
    fsyncSync(file);
    syncs += 1;
  }
  const seconds = (performance.now() - started) / 1000;
  closeSync(file);
  rmSync(path);
  return Math.round(syncs / seconds);
}
