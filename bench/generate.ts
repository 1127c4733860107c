import { mkdtempSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { writeTraffic } from "../cli/generate/write-traffic.ts";

// `node bench/generate.ts`: how many events a second the generator writes to a file.

const { values } = parseArgs({
  options: { count: { type: "string", default: "1000000" }, storage: { type: "string", default: tmpdir() } },
});
const count = Number(values.count);
const until = Date.UTC(2026, 10, 1);
const folder = mkdtempSync(join(values.storage, "cartbeat-generate-"));
try {
  for (const name of ["traffic.ndjson", "traffic.ndjson.gz"]) {
    const path = join(folder, name);
    const started = performance.now();
    const processor = process.cpuUsage();
    await writeTraffic({
      traffic: { count, seed: "bench", until, lengthMs: 30 * 86_400_000, locale: "vi-VN" },
      path,
      append: false,
      signal: new AbortController().signal,
      onProgress: () => {},
    });
    const seconds = (performance.now() - started) / 1000;
    const { user, system } = process.cpuUsage(processor);
    const bytes = (statSync(path).size / count).toFixed(1);
    const busySeconds = (user + system) / 1e6;
    console.log(
      `${name}: ${rate(count / seconds)} events/s, ${rate(count / busySeconds)} for a second of processor time, ` +
        `${bytes} bytes/event (${seconds.toFixed(2)} s, ${busySeconds.toFixed(2)} s of processor time)`,
    );
  }
} finally {
  rmSync(folder, { recursive: true });
}

function rate(perSecond: number): string {
  return Math.round(perSecond).toLocaleString("en-US");
}
