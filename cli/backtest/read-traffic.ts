import type { Settings } from "../../protocol/settings.ts";
import { CommandError } from "../command-error.ts";
import { fileLines } from "./file-lines.ts";
import { messageTraffic } from "./message-traffic.ts";
import { rees46Traffic } from "./rees46-traffic.ts";
import type { Format, Received, Refused } from "./traffic.ts";

/** Past traffic that does not stand in the order in which it was received. */
export class OutOfOrder extends Error {
  override name = "OutOfOrder";
}

/** What a file of past traffic is read with. */
export interface TrafficOptions {
  path: string;
  format: Format;
  settings: Settings;
  /** Counts what the collector would have refused. */
  refused: Refused;
}

/** Past traffic in the order of receipt, many at a time. Throws {@link OutOfOrder} where the file is not in that order. */
export async function* inOrderOfFile(options: TrafficOptions): AsyncGenerator<Received[]> {
  let clock = -Infinity;
  for await (const received of readTraffic(options)) {
    for (const { at, line } of received) {
      if (at < clock) throw outOfOrder(options.format, line);
      clock = at;
    }
    yield received;
  }
}

/** The whole file, sorted by receipt; what was received at the same time stays in the order of the file. */
export async function* sorted(options: TrafficOptions): AsyncGenerator<Received[]> {
  const all: Received[] = [];
  for await (const received of readTraffic(options)) for (const each of received) all.push(each);
  yield all.toSorted((a, b) => a.at - b.at || a.line - b.line);
}

function readTraffic({ path, format, settings, refused }: TrafficOptions): AsyncGenerator<Received[]> {
  const lines = fileLines(path);
  if (format !== "rees46") return messageTraffic(lines, { format, settings, refused });
  return rees46Traffic(lines, {
    currency: settings.currency,
    viewedItems: settings.cutoff_minutes.browse !== null,
  });
}

/** Messages were recorded as they came in, so going back is a mistake; other files can be put in order. */
function outOfOrder(format: Format, line: number): Error {
  if (format !== "messages") return new OutOfOrder();
  return new CommandError(`Line ${line} was received before the line above it: messages stand in order of receipt.`);
}
