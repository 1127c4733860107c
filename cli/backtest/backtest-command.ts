import { defineCommand } from "citty";
import { DEFAULT_SETTINGS } from "../../protocol/settings.ts";
import { CommandError } from "../command-error.ts";
import { assertKnownOptions } from "../known-options.ts";
import { backtest } from "./backtest.ts";
import { jsonReport } from "./json-report.ts";
import { readCutoffs, readIdlePolicy, readSettings, readUntil } from "./read-options.ts";
import { textReport } from "./text-report.ts";
import { FORMATS, type Format } from "./traffic.ts";

const OPTIONS = {
  file: { type: "positional", description: "Past traffic, also as .gz", required: true },
  cutoff: {
    type: "string",
    description: "Cut-offs to compare, for every stage that is on: 15m,30m,1h,4h (default: the settings' own)",
    valueHint: "list",
  },
  "idle-policy": { type: "string", description: "any_activity or cart_activity", valueHint: "policy" },
  until: {
    type: "string",
    description: "When time stops: end (the newest event), endless, or a time (inclusive)",
    default: "end",
    valueHint: "time",
  },
  settings: { type: "string", description: "A JSON file of settings; defaults fill the rest", valueHint: "file" },
  format: {
    type: "string",
    description: "rees46 (CSV), ndjson, or messages (with receivedAt, in order of receipt); default: by content",
    valueHint: "name",
  },
  json: { type: "boolean", description: "Print an array of figures, one object for each cut-off" },
  outcomes: { type: "boolean", description: "Print every outcome as a line of JSON, in the order of time" },
} as const;

/** `cartbeat backtest FILE`: what other cut-offs would have done on past traffic. */
export const backtestCommand = defineCommand({
  meta: {
    name: "cartbeat backtest",
    description: "Run past traffic through the engine under a virtual clock and compare cut-offs; needs no collector",
  },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    if (args.json === true && args.outcomes === true) throw new CommandError("Give --json or --outcomes, not both.");
    const read = args.settings === undefined ? DEFAULT_SETTINGS : readSettings(args.settings);
    const idlePolicy = args["idle-policy"] === undefined ? read.idle_policy : readIdlePolicy(args["idle-policy"]);
    const until = readUntil(args.until);
    const result = await backtest({
      path: args.file,
      format: args.format === undefined ? null : readFormat(args.format),
      settings: { ...read, idle_policy: idlePolicy },
      cutoffs: args.cutoff === undefined ? null : readCutoffs(args.cutoff),
      until,
      keepOutcomes: args.outcomes === true,
    });
    if (args.json === true) print(JSON.stringify(jsonReport(result, { until, idlePolicy }), null, 2));
    else if (args.outcomes === true) print(...result.outcomes);
    else print(textReport(result, { path: args.file, idlePolicy }));
  },
});

function readFormat(text: string): Format {
  const format = FORMATS.find((name) => name === text);
  if (format === undefined) throw new CommandError(`--format must be one of ${FORMATS.join(", ")}, not "${text}".`);
  return format;
}

function print(...lines: string[]): void {
  // A reader that has seen enough (`head`) is no failure.
  process.stdout.on("error", () => {});
  if (lines.length > 0) process.stdout.write(`${lines.join("\n")}\n`);
}
