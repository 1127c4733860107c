import type { OutcomeType } from "../../protocol/outcome.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { Ledger } from "../../engine/ledger/ledger.ts";
import type { History } from "../../engine/truth/history.ts";
import type { DirectoryEntry } from "../metrics/shopper-delta.ts";

/** One outcome on its way to one endpoint's object. */
export interface OutboxEntry {
  endpoint: string;
  id: string;
  type: OutcomeType;
  /** The payload as it will be signed. */
  body: string;
}

/** Everything a shopper object knows, in memory. Times are epoch milliseconds. */
export interface ShopperState {
  store: string;
  shopper: ShopperKey;
  /** Drawn when the object was born: after an erasure the shards must not take it for its former self. */
  incarnation: string;
  history: History;
  ledger: Ledger;
  /** When the newest event was received. */
  lastReceivedAt: number;
  outbox: OutboxEntry[];
  /** Failed attempts in a row to hand the outbox over. */
  outboxFailures: number;
  /** The directory entry last made, and its number. */
  directory: DirectoryEntry | null;
  sequence: number;
  /** The newest number a shard has confirmed. Not written for its own sake: shipping again changes nothing. */
  shippedSequence: number;
  /** When the alarm is armed; null when it is not. Written in the transaction that arms it. */
  alarmAt: number | null;
}
