import type { FactChange } from "../../engine/contribution/fact.ts";
import type { LoggedEvent } from "../../engine/contribution/logged-event.ts";
import type { OrderClaim } from "../../engine/contribution/order-claim.ts";
import type { SessionClaim } from "../../engine/contribution/session-claim.ts";
import type { ShopperKey } from "../../engine/event.ts";
import type { Stage } from "../../protocol/outcome.ts";

/** What the directory knows of a shopper: the open cart, or (stage `browse`) the shopper without one. */
export interface DirectoryEntry {
  userId: string | null;
  anonymousId: string | null;
  sessionId: string | null;
  /** Null at stage `browse`. */
  cartId: string | null;
  /** The shop's own name of the open cart, where an event stated one. */
  cartToken: string | null;
  stage: Stage;
  /** Epoch milliseconds of the last activity. */
  lastActivityAt: number;
  items: { id: string; name: string | null; quantity: number; priceMinor: number | null }[];
  itemCount: number;
  valueMinor: number;
  currency: string;
}

/** A shopper's change as it travels to its shard. The shard applies each (incarnation, sequence) once, in order. */
export interface ShopperDelta {
  shopper: ShopperKey;
  /** The store's number of shards (`ShopperConfig.shards`): a shard refuses another than it was created with. */
  shards: number;
  /** Random, drawn when the shopper object was born (again after an erasure). */
  incarnation: string;
  /** 1, 2, 3 … within an incarnation. The same number always has the same content. */
  sequence: number;
  /** The new directory entry; null removes the shopper and all its facts, unless it stays as excluded (fact `x`). */
  directory: DirectoryEntry | null;
  /** Newly accepted events, for the log. */
  events: LoggedEvent[];
  /** Parts of the shopper's facts that have changed. */
  facts: FactChange[];
}

/** A shopper's claim on an order as it travels to the order's shard, where the highest version counts. */
export interface OrderChange {
  order: string;
  /** The store's number of shards. */
  shards: number;
  shopper: ShopperKey;
  version: number;
  /** Null takes the claim back. */
  claim: OrderClaim | null;
}

/** A shopper's part in a session as it travels to the session's shard, where the highest version counts. */
export interface SessionChange {
  /** Hash of the session's id. */
  session: string;
  /** The store's number of shards. */
  shards: number;
  /** Hash of the shopper and the beginning of the part: the record of a session names nobody. */
  claimant: string;
  version: number;
  /** Null takes the part back. */
  claim: SessionClaim | null;
}

/** Whether the events that the log has of a guest count, as the user says who has taken over its past. */
export interface SilenceChange {
  guest: ShopperKey;
  /** The store's number of shards. */
  shards: number;
  version: number;
  /** True when the user is excluded. */
  silenced: boolean;
}
