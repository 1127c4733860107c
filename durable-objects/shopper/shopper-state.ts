import type { OutcomeType } from "../../protocol/outcome.ts";
import type { Engagement } from "../../engine/contribution/engagement.ts";
import type { Shipped } from "../../engine/contribution/fact-changes.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { Binding } from "../../engine/identity/binding.ts";
import type { Ledger } from "../../engine/ledger/ledger.ts";
import type { History } from "../../engine/truth/history.ts";
import type { DirectoryEntry } from "../metrics/shopper-delta.ts";
import type { PendingDelta } from "./pending-delta.ts";

/** One outcome on its way to one endpoint's object. */
export interface OutboxEntry {
  endpoint: string;
  id: string;
  type: OutcomeType;
  /** Under whose name deliveries keep their order: the owner of the cart. */
  shopper: ShopperKey;
  /** The payload as it will be signed. */
  body: string;
}

/** Another key of this shopper whose past was taken over, and when. */
export interface Move {
  from: ShopperKey;
  at: number;
}

/** Everything a shopper object knows, in memory. Times are epoch milliseconds. */
export interface ShopperState {
  store: string;
  shopper: ShopperKey;
  /** Drawn when the object was born: after an erasure the shards must not take it for its former self. */
  incarnation: string;
  history: History;
  ledger: Ledger;
  /** Other keys of this shopper, by what became of them. */
  bindings: Record<ShopperKey, Binding>;
  moves: Move[];
  /** Whose shopper this one turned out to be: everything moved there, and what still comes is forwarded. */
  movedTo: ShopperKey | null;
  /** True once the new home has taken over what moved. */
  handedOver: boolean;
  /** True for an anonymous id that several users share: nothing of it moves any more. */
  shared: boolean;
  /** To whom a shared id's events are forwarded since somebody last identified with it. */
  forwardTo: ShopperKey | null;
  /** Who came with a shared id last; null when that one knows that somebody else used it since. */
  lastUser: ShopperKey | null;
  /** Users who have lost this shared id to somebody else and have not learnt it yet. */
  losers: ShopperKey[];
  /** When the past was last moved into the checkpoint. */
  forgotAt: number;
  /** When the newest event was received. */
  lastReceivedAt: number;
  outbox: OutboxEntry[];
  /** Failed attempts in a row to hand the outbox over. */
  outboxFailures: number;
  /** The directory entry last made, and the newest number of the sequence. */
  directory: DirectoryEntry | null;
  sequence: number;
  /** The newest number that may have been sent: everything that was loaded from storage counts. */
  sentSequence: number;
  /** What no shard has confirmed, oldest first. What was confirmed leaves the stored state with the next save. */
  pending: PendingDelta[];
  /**
   * True while the alarm has to see to it that what is pending is shipped. What was loaded is shipped by the alarm that
   * had been armed for it, and mostly had arrived: no other is armed, or an idle shopper would never rest.
   */
  mustShip: boolean;
  /** What the shards were told of this shopper. */
  shipped: Shipped;
  /** Of the newest statement about an order. */
  version: number;
  /** Behaviour up to the checkpoint of `history`; its events come on top. */
  engagement: Engagement;
  /** Which events imports have brought (`ImportedIds`); absent when there was no import. */
  importedIds?: string;
  /** Set while the shopper is being erased: since when, and the orders it had named. */
  erasing?: { at: number; orders: string[] };
  /** When the alarm is armed; null when it is not. Written in the transaction that arms it. */
  alarmAt: number | null;
}
