import type { CanonicalEvent } from "../protocol/event-names.ts";

/** Who says it: the public write key makes claims, the secret key confirms. */
export type Trust = "claim" | "confirmed";

/** A shopper's key within a store: `u:` and a user id, or `a:` and an anonymous id. */
export type ShopperKey = `u:${string}` | `a:${string}`;

/** One product line of an event. Money is in minor units of `currency`. */
export interface Item {
  id: string;
  variant: string | null;
  name: string | null;
  /** Unit price; null when the event did not state one. */
  priceMinor: number | null;
  currency: string;
  /** Null when the event did not state one: an add means 1, a removal the whole line. */
  quantity: number | null;
  url: string | null;
  imageUrl: string | null;
}

/**
 * One accepted event of one shopper: what the engine folds. Times are epoch milliseconds.
 * `engine/normalize` makes it from a message of the wire.
 */
export interface ShopperEvent {
  /** The message id, unique within one shopper and trust. */
  id: string;
  trust: Trust;
  /** A canonical name, or a custom one. `identify` for Segment's identify. */
  name: CanonicalEvent | "identify" | (string & {});
  /** Event time, corrected for the client's clock. */
  at: number;
  receivedAt: number;
  sessionId: string | null;
  userId: string | null;
  anonymousId: string | null;
  /** True when an identity token proved the user id, or the secret key sent it. */
  verified: boolean;
  /** Product lines; null when the event carried no list at all, empty when it carried an empty one. */
  items: Item[] | null;
  /** Value in minor units of `currency`, as the event stated it. */
  valueMinor: number | null;
  currency: string;
  transactionId: string | null;
  cartToken: string | null;
  coupon: string | null;
  locale: string | null;
  traits: Record<string, unknown> | null;
  /** Hash of a restore link's token that the event reports; absent when it reports none. */
  restoreToken?: string;
  /** Where the shopper came from, or which channel speaks, as the event stated it; absent when it did not. */
  source?: string;
  /** A program's user agent, or none; on claims only. */
  botAgent?: true;
  /** The page said that it is driven by automation; on claims only. */
  automated?: true;
  /** Which event of which page of which browser it is, as the SDK counts (`toTabMark`); on claims only. */
  tab?: string;
  /** By one of the store's own people, by the patterns that held when it was received. */
  internal?: true;
  /** The device as the event stated it, else as the user agent tells: mobile, tablet, desktop; absent when unknown. */
  device?: string;
}
