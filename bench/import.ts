import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { sendWindow } from "../cli/import/send-window.ts";
import { MOST_ENTRIES } from "../cli/import/read-windows.ts";
import { type WindowEntry, windowEntry } from "../cli/import/window-batches.ts";
import { generateTraffic } from "../engine/generate/generate-traffic.ts";
import { type Counters, difference, quietCounters } from "./counters.ts";
import { load } from "./load.ts";
import { processorSeconds } from "./processor-seconds.ts";
import { startVariant } from "./variants.ts";
import { warmTraffic } from "./warm-traffic.ts";

// `node bench/import.ts`: how many events of history a second become durable in plain workerd, metrics included.

const { values } = parseArgs({
  options: {
    count: { type: "string", default: "50000" },
    window: { type: "string", default: String(MOST_ENTRIES) },
    days: { type: "string", default: "30" },
    storage: { type: "string", default: tmpdir() },
  },
});
const count = Number(values.count);
const windowSize = Number(values.window);
const writeKey = "wk_bench_WRITEKEYOFTHEBENCHMARK";
const secretKey = "sk_bench_SECRETKEYOFTHEBENCHMARK";
const stores = JSON.stringify([{ store: "bench", write_key: writeKey, secret_key: secretKey }]);
const folder = mkdtempSync(join(values.storage, "cartbeat-import-"));
const FLOOR_SECONDS = 5;

try {
  const commitsOfFloor = await floor();
  const variant = await startVariant("ingest", folder, stores);
  try {
    const before = await quietCounters(variant.port, secretKey);
    const started = performance.now();
    const busy = processorSeconds(variant.pid) ?? Number.NaN;
    const durableSeconds = await importAll(variant.port);
    const after = await quietCounters(variant.port, secretKey);
    const seconds = (performance.now() - started) / 1000;
    const busySeconds = (processorSeconds(variant.pid) ?? Number.NaN) - busy;
    report(difference(after, before), { durableSeconds, seconds, busySeconds, commitsOfFloor });
  } finally {
    await variant.stop();
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** Commits a second of an object that writes one row for each request. */
async function floor(): Promise<number> {
  const variant = await startVariant("one_row", folder, stores);
  try {
    const target = { writeKey, secretKey, connections: 16 };
    const { requests, seconds } = await load(warmTraffic(2000, 1), {
      port: variant.port,
      ...target,
      seconds: FLOOR_SECONDS,
    });
    return requests / seconds;
  } finally {
    await variant.stop();
  }
}

/** Seconds until every event was durable. */
async function importAll(port: number): Promise<number> {
  const target = { url: `http://127.0.0.1:${port}`, signal: new AbortController().signal };
  const traffic = generateTraffic({
    count,
    seed: "bench",
    until: Date.now(),
    lengthMs: Number(values.days) * 86_400_000,
    locale: "vi-VN",
  });
  let seconds = 0;
  let entries: WindowEntry[] = [];
  let line = 0;
  const send = async (): Promise<void> => {
    const started = performance.now();
    const { rejected } = await sendWindow(entries, target, secretKey);
    seconds += (performance.now() - started) / 1000;
    if (rejected.length > 0) throw new Error(`refused: ${rejected[0]?.message ?? ""}`);
    entries = [];
  };
  for (const { message } of traffic) {
    line += 1;
    entries.push(windowEntry(line, { ...message }));
    if (entries.length === windowSize) await send();
  }
  if (entries.length > 0) await send();
  return seconds;
}

/** Seconds until everything was durable, until the metrics were quiet, of the collector's processor time; commits a second. */
type Measure = "durableSeconds" | "seconds" | "busySeconds" | "commitsOfFloor";

function report(
  counted: Counters,
  { durableSeconds, seconds, busySeconds, commitsOfFloor }: Record<Measure, number>,
): void {
  const rows = Object.values(counted.rowsWritten).reduce((sum, each) => sum + each, 0);
  const commits = (counted.doRequests["Shopper"] ?? 0) / durableSeconds;
  console.log(
    [
      `${Math.round(count / durableSeconds).toLocaleString("en-US")} events/s durable`,
      `${Math.round(count / seconds).toLocaleString("en-US")} events/s until the metrics were quiet`,
      `${Math.round(count / busySeconds).toLocaleString("en-US")} events for a second of the collector's processor time`,
      `${(rows / count).toFixed(2)} rows/event`,
      `${Math.round(commits)} shopper commits/s`,
      `${Math.round(commitsOfFloor)} commits/s of the one-row floor`,
      `ratio ${(commits / commitsOfFloor).toFixed(2)}`,
    ].join(", "),
  );
}
