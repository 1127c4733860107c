import type { ShopperKey } from "../../engine/event.ts";
import type { DirectoryEntry, ShopperDelta } from "./shopper-delta.ts";

/** The last delta that was applied for one shopper: what log and pages hold of it. */
export interface StoredRecord {
  shopper: ShopperKey;
  incarnation: string;
  sequence: number;
  /** Epoch milliseconds of the commit. */
  appliedAt: number;
  /** Null when the delta removed the shopper; such records are found in the log only. */
  directory: DirectoryEntry | null;
}

/** What is stored of a delta that was applied at `appliedAt`. */
export function recordOf(delta: ShopperDelta, appliedAt: number): StoredRecord {
  const { shopper, incarnation, sequence, directory } = delta;
  return { shopper, incarnation, sequence, appliedAt, directory };
}

/** A record as one line of text, its key before the first tab, so that a page is searched without parsing it. */
export function lineOfRecord({ shopper, ...rest }: StoredRecord): string {
  return `${JSON.stringify(shopper)}\t${JSON.stringify(rest)}`;
}

/** The shopper of a line. */
export function shopperOfLine(line: string): ShopperKey {
  return JSON.parse(line.slice(0, line.indexOf("\t"))) as ShopperKey;
}

/** The record of a line. */
export function recordOfLine(line: string): StoredRecord {
  const rest = JSON.parse(line.slice(line.indexOf("\t") + 1)) as Omit<StoredRecord, "shopper">;
  return { shopper: shopperOfLine(line), ...rest };
}
