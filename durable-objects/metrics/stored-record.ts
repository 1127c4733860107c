import type { OrderClaim } from "../../engine/contribution/order-claim.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { DirectoryEntry } from "./shopper-delta.ts";

/** What the shard knows of one shopper: what log and pages hold of it. */
export interface StoredRecord {
  shopper: ShopperKey;
  incarnation: string;
  sequence: number;
  /** Null for one who is excluded. */
  directory: DirectoryEntry | null;
  /** The parts of the shopper's facts by key. */
  facts: Record<string, unknown>;
}

/** What the shard knows of one order: the claims by shopper. Null: the claim was taken back. */
export type OrderRecord = Record<string, { version: number; claim: OrderClaim | null }>;

/** A record as one line of text, its key before the first tab, so that a page is searched without parsing it. */
export function lineOf(key: string, value: object): string {
  return `${JSON.stringify(key)}\t${JSON.stringify(value)}`;
}

/** The line of a shopper's record. */
export function lineOfRecord({ shopper, ...rest }: StoredRecord): string {
  return lineOf(shopper, rest);
}

/** The key of a line: a shopper's, or `o:` and the id of an order. */
export function keyOfLine(line: string): string {
  return JSON.parse(line.slice(0, line.indexOf("\t"))) as string;
}

/** The shopper's record of a line. */
export function recordOfLine(line: string): StoredRecord {
  const rest = JSON.parse(line.slice(line.indexOf("\t") + 1)) as Omit<StoredRecord, "shopper">;
  return { shopper: keyOfLine(line) as ShopperKey, ...rest };
}

/** The order's record of a line. */
export function orderOfLine(line: string): OrderRecord {
  return JSON.parse(line.slice(line.indexOf("\t") + 1)) as OrderRecord;
}
