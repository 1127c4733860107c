import { randomBytes } from "node:crypto";
import { defineCommand } from "citty";
import { TRAFFIC_LOCALES } from "../../engine/generate/traffic-locale.ts";
import { collectorUrl } from "../collector/collector-url.ts";
import { CommandError } from "../command-error.ts";
import { assertKnownOptions } from "../known-options.ts";
import { oneOf } from "../one-of.ts";
import { stopSignal } from "../stop-signal.ts";
import { wholeNumber } from "../whole-number.ts";
import { generateInCollector } from "./generate-in-collector.ts";
import { generateToFile } from "./generate-to-file.ts";

const OPTIONS = {
  count: { type: "string", description: "How many events", default: "10000", valueHint: "n" },
  to: {
    type: "string",
    description: "A file of NDJSON (packed if it ends in .gz), or the address of a collector in development",
    default: "traffic.ndjson",
    valueHint: "file|url",
  },
  mode: { type: "string", description: "replace what is there, or append to it", default: "replace" },
  seed: { type: "string", description: "The same seed gives the same bytes; when appending, one is drawn" },
  days: { type: "string", description: "How many days of traffic", default: "30", valueHint: "n" },
  locale: { type: "string", description: `The shop: ${TRAFFIC_LOCALES.join(" or ")}`, default: "vi-VN" },
  until: {
    type: "string",
    description: "When the traffic ends: now, or RFC 3339 (a file: 2026-11-01T00:00:00Z, a collector: now)",
    valueHint: "time",
  },
  "secret-key": { type: "string", description: "Of the collector's store", default: "sk_dev_DEVELOPMENTONLY" },
} as const;

/** So that the same command gives the same file on every day. */
const FILE_UNTIL = "2026-11-01T00:00:00Z";
const DAY_MS = 86_400_000;
const MOST_TO_FILE = 1_000_000_000;
const MOST_TO_COLLECTOR = 1_000_000;

/** `cartbeat generate`: makes the traffic of an imagined shop, into a file or into a collector in development. */
export const generateCommand = defineCommand({
  meta: { name: "cartbeat generate", description: "Make the traffic of an imagined shop, for trying things out" },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    const toCollector = /^https?:\/\//i.test(args.to);
    const append = oneOf("mode", args.mode, ["replace", "append"]) === "append";
    const days = wholeNumber("days", args.days, [1, 3650]);
    const work = {
      count: wholeNumber("count", args.count, [toCollector ? 100 : 1, toCollector ? MOST_TO_COLLECTOR : MOST_TO_FILE]),
      seed: args.seed ?? (append ? randomBytes(6).toString("hex") : "cartbeat"),
      until: timeOf(args.until ?? (toCollector ? "now" : FILE_UNTIL)),
      locale: oneOf("locale", args.locale, TRAFFIC_LOCALES),
      lengthMs: days * DAY_MS,
    };
    const output = { isTerminal: process.stdout.isTTY, print: (line: string) => console.log(line) };
    const stop = stopSignal();
    try {
      if (toCollector) {
        const access = { url: collectorUrl(args.to), secretKey: args["secret-key"] };
        await generateInCollector({ access, traffic: work, append, signal: stop.signal, output });
      } else await generateToFile({ path: args.to, traffic: work, append, signal: stop.signal, output });
    } finally {
      stop.release();
    }
  },
});

function timeOf(text: string): number {
  const at = text === "now" ? Date.now() : /T.*(Z|[+-]\d\d:?\d\d)$/.test(text) ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(at)) return at;
  throw new CommandError(`--until must be now or a time such as ${FILE_UNTIL}, not "${text}".`);
}
