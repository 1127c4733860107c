import { createWriteStream, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { finished } from "node:stream/promises";
import { parseArgs } from "node:util";
import { backtest } from "../cli/backtest/backtest.ts";
import { writeTraffic } from "../cli/generate/write-traffic.ts";
import { DEFAULT_SETTINGS } from "../protocol/settings.ts";
import { machine } from "./machine.ts";
import { random } from "./random.ts";

// `npm run bench:backtest`: how many events a second the back-test takes in, from a table and from messages. Rates of
// processor time are those of one core that has nothing else to do.

const { values } = parseArgs({
  options: {
    events: { type: "string", default: "500000" },
    /** Traffic in the REES46 column format; absent: generated in its proportions. */
    csv: { type: "string" },
    storage: { type: "string", default: tmpdir() },
    /** Where the figures go; "-" for nowhere. */
    out: { type: "string", default: "bench/results/backtest.json" },
  },
});
const events = Number(values.events);
const START = Date.UTC(2026, 9, 1);
const SEED = 2026;

/** What one format came to. */
interface BacktestFigures {
  events: number;
  events_per_second: number;
  events_per_processor_second: number;
}

const figures: Record<string, BacktestFigures> = {};
const folder = mkdtempSync(join(values.storage, "cartbeat-backtest-"));
try {
  const table = values.csv ?? join(folder, "traffic.csv");
  if (values.csv === undefined) await writeTable(table);
  figures["rees46"] = await measure("rees46", table);
  const messages = join(folder, "traffic.ndjson");
  await writeTraffic({
    traffic: { count: events, seed: String(SEED), until: START, lengthMs: 30 * 86_400_000, locale: "vi-VN" },
    path: messages,
    append: false,
    signal: new AbortController().signal,
    onProgress: () => {},
  });
  figures["ndjson"] = await measure("ndjson", messages);
} finally {
  rmSync(folder, { recursive: true });
}
if (values.out !== "-") {
  mkdirSync(dirname(resolve(values.out)), { recursive: true });
  writeFileSync(resolve(values.out), `${JSON.stringify({ machine: machine(new Date()), ...figures }, null, 2)}\n`);
}

async function measure(name: string, path: string): Promise<BacktestFigures> {
  const started = performance.now();
  const processor = process.cpuUsage();
  const { taken } = await backtest({
    path,
    format: null,
    settings: DEFAULT_SETTINGS,
    cutoffs: null,
    until: "endless",
    keepOutcomes: false,
  });
  const seconds = (performance.now() - started) / 1000;
  const { user, system } = process.cpuUsage(processor);
  const busy = (user + system) / 1e6;
  const rate = (time: number): string => Math.round(taken.events / time).toLocaleString("en-US");
  console.log(
    `${name}: ${rate(seconds)} events/s (${taken.events.toLocaleString("en-US")} in ${seconds.toFixed(2)} s), ` +
      `${rate(busy)} for each second of processor time`,
  );
  return {
    events: taken.events,
    events_per_second: Math.round(taken.events / seconds),
    // To three digits: more would be noise.
    events_per_processor_second: Number((taken.events / busy).toPrecision(3)),
  };
}

/** A shop's rows over a day in the proportions of a real one: 98 % views, 1 % adds, 1 % purchases, four a visit. */
async function writeTable(path: string): Promise<void> {
  const chance = random(SEED);
  const file = createWriteStream(path);
  file.write("event_time,event_type,product_id,category_id,category_code,brand,price,user_id,user_session\n");
  for (let row = 0; row < events; row += 1) {
    const time = new Date(START + Math.floor((row / events) * 86_400) * 1000).toISOString();
    const dice = chance();
    const type = dice < 0.98 ? "view" : dice < 0.99 ? "cart" : "purchase";
    // Visits overlap: a row belongs to one of those that began shortly before.
    const visitor = Math.floor(row / 4) - Math.floor(chance() * 400) + 400;
    const product = Math.floor(chance() ** 3 * 20_000);
    const price = ((product % 1000) + 0.99).toFixed(2);
    const line = `${time.slice(0, 10)} ${time.slice(11, 19)} UTC,${type},${product},1,some.kind,,${price},${visitor},v${visitor}\n`;
    if (!file.write(line)) await new Promise((drained) => file.once("drain", drained));
  }
  file.end();
  await finished(file);
}
