import { defineCommand } from "citty";
import { collectorUrl } from "../collector/collector-url.ts";
import { CommandError } from "../command-error.ts";
import { positiveNumber } from "../positive-number.ts";
import { wholeNumber } from "../whole-number.ts";
import { assertKnownOptions } from "../known-options.ts";
import { replay } from "./replay.ts";

const OPTIONS = {
  file: {
    type: "positional",
    description:
      "Shop traffic: .csv in the REES46 column format, or .ndjson (messages, our own export, OTTO), also .gz",
    required: true,
  },
  speed: { type: "string", description: "How many times faster than it happened", default: "1", valueHint: "n" },
  cutoff: {
    type: "string",
    description: "The store's cut-off in minutes of the file's time, for the length of the replay",
    valueHint: "min",
  },
  shoppers: {
    type: "string",
    description: "How many shoppers there are for each one in the file, with ids of their own",
    default: "1",
    valueHint: "n",
  },
  loop: { type: "boolean", description: "The file again and again, with other shoppers each time (Ctrl-C stops)" },
  url: { type: "string", description: "The collector's address", default: "http://127.0.0.1:8787" },
  "write-key": { type: "string", description: "Sends the events", default: "wk_dev_DEVELOPMENTONLY" },
  "secret-key": {
    type: "string",
    description: "Sets the cut-off and creates the webhook",
    default: "sk_dev_DEVELOPMENTONLY",
  },
  wait: { type: "boolean", description: "Wait until the last deadline has passed (the default)" },
  "once-end": { type: "boolean", description: "Stop at the end of the file, leaving later deadlines open" },
} as const;

/** `cartbeat replay FILE`: sends shop traffic to a running collector as browsers do, and reports the alerts. */
export const replayCommand = defineCommand({
  meta: {
    name: "cartbeat replay",
    description: "Send a file of shop traffic to a running collector and report the alerts",
  },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    if (args.wait === true && args["once-end"] === true) throw new CommandError("Give --wait or --once-end, not both.");
    const stop = new AbortController();
    const onSignal = (): void => stop.abort(new CommandError("Stopped."));
    process.once("SIGINT", onSignal).once("SIGTERM", onSignal);
    try {
      const { alerts, interrupted } = await replay({
        file: args.file,
        access: { url: collectorUrl(args.url), secretKey: args["secret-key"] },
        writeKey: args["write-key"],
        speed: positiveNumber("speed", args.speed),
        cutoffMinutes: args.cutoff === undefined ? null : positiveNumber("cutoff", args.cutoff),
        shoppers: wholeNumber("shoppers", args.shoppers, [1, 10_000]),
        loop: args.loop === true,
        wait: args["once-end"] !== true,
        signal: stop.signal,
        output: { isTerminal: process.stdout.isTTY, print: (line) => console.log(line) },
      });
      if (interrupted) process.exitCode = 130;
      if (alerts.doubled.length > 0) throw new CommandError("A cart was told twice under different webhook ids.");
      if (alerts.refused > 0) throw new CommandError("A webhook came with a signature that does not verify.");
    } finally {
      process.off("SIGINT", onSignal).off("SIGTERM", onSignal);
    }
  },
});
