import type { ShopperKey } from "../../engine/event.ts";
import type { Stage } from "../../protocol/outcome.ts";

/** What the directory knows of a shopper: the open cart, or (stage `browse`) the shopper without one. */
export interface DirectoryEntry {
  userId: string | null;
  anonymousId: string | null;
  sessionId: string | null;
  /** Null at stage `browse`. */
  cartId: string | null;
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
  /** 1, 2, 3 … within an incarnation. */
  sequence: number;
  /** The new directory entry; null removes the shopper. */
  directory: DirectoryEntry | null;
}
