import { defineCommand } from "citty";
import { collectorUrl } from "../collector/collector-url.ts";
import { CommandError } from "../command-error.ts";
import { assertKnownOptions } from "../known-options.ts";
import { oneOf } from "../one-of.ts";
import { stopSignal } from "../stop-signal.ts";
import { EXPORT_TABLES } from "./export-tables.ts";
import { exportToFile } from "./export-to-file.ts";

const FILTERS = {
  "event-type": { type: "string", description: "Only events of this type", valueHint: "name" },
  source: { type: "string", description: "Only events of this source" },
  device: { type: "string", description: "Only events of this device" },
  start: { type: "string", description: "Only events from this day or time on", valueHint: "time" },
  end: { type: "string", description: "Only events up to this time, or to the end of this day", valueHint: "time" },
  customer: { type: "string", description: "Only events of this user or anonymous id", valueHint: "id" },
  product: { type: "string", description: "Only events with this item", valueHint: "id" },
  session: { type: "string", description: "Only events of this session", valueHint: "id" },
} as const;

const OPTIONS = {
  table: { type: "positional", description: `What: ${EXPORT_TABLES.join(", ")}`, required: true },
  to: { type: "string", description: "The file (.ndjson or .csv, also .gz); absent: TABLE.ndjson", valueHint: "file" },
  format: { type: "string", description: "ndjson or csv, where the file's name does not say" },
  url: { type: "string", description: "The collector's address", default: "http://127.0.0.1:8787" },
  "secret-key": { type: "string", description: "Of the store", default: "sk_dev_DEVELOPMENTONLY" },
  ...FILTERS,
} as const;

/** What the filters are called in the address. */
const PARAMETERS: Readonly<Record<keyof typeof FILTERS, string>> = {
  "event-type": "event_type",
  source: "source",
  device: "device",
  start: "start",
  end: "end",
  customer: "customer_id",
  product: "product_id",
  session: "session_id",
};

/** `cartbeat export TABLE`: everything a store holds, into a file that `cartbeat import` takes back. */
export const exportCommand = defineCommand({
  meta: { name: "cartbeat export", description: "Write events, shoppers or outcomes of a store to a file" },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    const table = oneOf("table", args.table, EXPORT_TABLES);
    const filters: Record<string, string> = {};
    for (const [option, parameter] of Object.entries(PARAMETERS)) {
      const value = args[option as keyof typeof FILTERS];
      if (value !== undefined) filters[parameter] = value;
    }
    if (table !== "events" && Object.keys(filters).length > 0) throw new CommandError("Filters are for events only.");
    const path = args.to ?? `${table}.ndjson`;
    const named = /\.csv(\.gz)?$/i.test(path) ? "csv" : "ndjson";
    const stop = stopSignal();
    try {
      const rows = await exportToFile({
        table,
        filters,
        access: { url: collectorUrl(args.url), secretKey: args["secret-key"] },
        path,
        format: args.format === undefined ? named : oneOf("format", args.format, ["ndjson", "csv"]),
        signal: stop.signal,
      });
      console.log(`${path}: ${rows.toLocaleString("en-US")} ${table}`);
    } finally {
      stop.release();
    }
  },
});
