import type { Stage } from "../../protocol/outcome.ts";
import type { CartPosition, CartSort } from "./cart-order.ts";
import type { DirectoryEntry } from "./shopper-delta.ts";

/** What a shard is asked: which carts of its shoppers are idle, in order, from a position on. */
export interface AbandonedCartsQuery {
  /** The store's number of shards. */
  shards: number;
  now: number;
  /** Carts whose last activity lies at least this far back. */
  idleMs: number;
  /** Null: every cart, at whatever stage. `browse`: the shoppers without one. */
  stage: Stage | null;
  /** Null: both. `known`: shoppers with a user id. */
  identity: "known" | "anonymous" | null;
  /** In minor units of `currency`; above 0 it leaves out carts in other currencies, which do not compare. */
  minimumMinor: number;
  /** The store's. */
  currency: string;
  sort: CartSort;
  /** The list goes on behind this position; null for its beginning. */
  after: CartPosition | null;
  limit: number;
}

/** One cart of a list. */
export interface CartRow extends CartPosition {
  directory: DirectoryEntry;
}

/**
 * A shard's answer: at most `limit` positions in order, or the refusal of a shard of a store with another shard count.
 * What the carts hold is asked for once it is known which of them are on the page.
 */
export type AbandonedCartsResult = { ok: true; positions: CartPosition[] } | { ok: false; reason: "shard_count" };
