import { basename } from "node:path";
import { defineCommand } from "citty";
import { collectorUrl } from "../collector/collector-url.ts";
import { CommandError } from "../command-error.ts";
import { assertKnownOptions } from "../known-options.ts";
import { oneOf } from "../one-of.ts";
import { stopSignal } from "../stop-signal.ts";
import { readMapOption } from "./column-map.ts";
import { isTimeZone } from "./history-time.ts";
import { importFile } from "./import-file.ts";
import { keepMemorySmall } from "./keep-memory-small.ts";
import { formatOfName, HISTORY_FORMATS } from "./read-history-file.ts";

const OPTIONS = {
  file: {
    type: "positional",
    description: "CSV (REES46's columns or others) or NDJSON (Segment's messages, our own export, OTTO), also .gz",
    required: true,
  },
  url: { type: "string", description: "The collector's address", default: "http://127.0.0.1:8787" },
  "secret-key": { type: "string", description: "Of the store", default: "sk_dev_DEVELOPMENTONLY" },
  format: { type: "string", description: "csv or ndjson, where the file's name does not say", valueHint: "format" },
  "time-zone": { type: "string", description: "Of times that state none, such as Asia/Ho_Chi_Minh", valueHint: "zone" },
  map: {
    type: "string",
    description: "Columns with other names: timestamp=when,event=what,user_id=who",
    valueHint: "list",
  },
  rejects: {
    type: "string",
    description: "Where lines go that were not taken (FILE.rejects.ndjson)",
    valueHint: "file",
  },
  state: { type: "string", description: "Where it notes how far it has come (FILE.import.json)", valueHint: "file" },
} as const;

/** `cartbeat import FILE`: brings history into a collector, once, however often it is tried. */
export const importCommand = defineCommand({
  meta: { name: "cartbeat import", description: "Bring a file of past events into a collector" },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    const format = args.format === undefined ? formatOfName(args.file) : oneOf("format", args.format, HISTORY_FORMATS);
    if (format === null) throw new CommandError(`${args.file} does not say what it is; give --format csv or ndjson.`);
    const timeZone = args["time-zone"] ?? null;
    if (timeZone !== null && !isTimeZone(timeZone)) throw new CommandError(`There is no time zone "${timeZone}".`);
    // In the working directory: that of the file may not be writable.
    const rejectPath = args.rejects ?? `${basename(args.file)}.rejects.ndjson`;
    keepMemorySmall();
    const started = performance.now();
    const stop = stopSignal();
    try {
      const totals = await importFile({
        file: { path: args.file, format, columns: readMapOption(args.map), timeZone },
        access: { url: collectorUrl(args.url), secretKey: args["secret-key"] },
        rejectPath,
        statePath: args.state ?? `${basename(args.file)}.import.json`,
        signal: stop.signal,
        output: { isTerminal: process.stdout.isTTY, print: (line) => console.log(line) },
      });
      const seconds = Math.max(0.001, (performance.now() - started) / 1000);
      const { lines, messages, accepted, duplicates, rejected } = totals;
      console.log(
        `lines ${count(lines)}, messages ${count(messages)}: accepted ${count(accepted)}, ` +
          `duplicates ${count(duplicates)}, rejected ${count(rejected)}, in ${seconds.toFixed(1)} s`,
      );
      if (rejected > 0) console.log(`rejected lines and why: ${rejectPath}`);
    } finally {
      stop.release();
    }
  },
});

function count(value: number): string {
  return value.toLocaleString("en-US");
}
