import type { OrderChange, SessionChange, ShopperDelta, SilenceChange } from "./shopper-delta.ts";

/** What reaches a shard to be applied. */
export type Arrival =
  | { delta: ShopperDelta }
  | { order: OrderChange }
  | { session: SessionChange }
  | { silence: SilenceChange };

/** One arrival that was applied, as the log holds it: with the time of its commit. */
export type LogEntry = Arrival & { at: number };

/** An entry as one line. */
export function lineOfEntry(entry: LogEntry): string {
  return JSON.stringify(entry);
}

/** The entry of a line. */
export function entryOfLine(line: string): LogEntry {
  return JSON.parse(line) as LogEntry;
}
