import { defineCommand } from "citty";
import { collectorUrl } from "../collector/collector-url.ts";
import { assertKnownOptions } from "../known-options.ts";
import { stopSignal } from "../stop-signal.ts";
import { rebuildInCollector } from "./rebuild-in-collector.ts";

const OPTIONS = {
  url: { type: "string", description: "The collector's address", default: "http://127.0.0.1:8787" },
  "secret-key": { type: "string", description: "Of the store", default: "sk_dev_DEVELOPMENTONLY" },
} as const;

/** `cartbeat rebuild`: makes a store's metrics anew from its event log. */
export const rebuildCommand = defineCommand({
  meta: { name: "cartbeat rebuild", description: "Make a store's metrics anew from its event log" },
  args: OPTIONS,
  async run({ args }) {
    assertKnownOptions(args, OPTIONS);
    const stop = stopSignal();
    try {
      const { rebuilt, kept, shards, log_since } = await rebuildInCollector({
        access: { url: collectorUrl(args.url), secretKey: args["secret-key"] },
        signal: stop.signal,
        output: { isTerminal: process.stdout.isTTY, print: (line) => console.log(line) },
      });
      console.log(`${count(rebuilt)} shoppers were made anew from the log; ${shards} shards counted anew.`);
      console.log(`The log holds everything since ${log_since ?? "?"}.`);
      if (kept > 0) {
        console.log(
          `${count(kept)} shoppers keep what was known of them: the log no longer holds their whole past, or not all of ` +
            "a cart that was alerted. Events by hour and day from before the log stand as they were counted.",
        );
      }
    } finally {
      stop.release();
    }
  },
});

function count(value: number): string {
  return value.toLocaleString("en-US");
}
