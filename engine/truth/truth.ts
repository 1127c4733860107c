import type { Cart, Episode } from "../cart/cart.ts";
import type { Trust } from "../event.ts";
import { type Exclusion, NO_EXCLUSION } from "../exclusion/exclusion.ts";
import type { ReportedToken } from "./fold-reported.ts";

/** How a cart's life ended: `closed` by the shop. A list of viewed items (stage `browse`) also ends with its session. */
export type ClosedHow = "purchase" | "emptied" | "closed" | "expired" | "session";

/** A cart that is over; kept for `expire_days`, because late events and cancellations refer to it. */
export interface ClosedCart {
  openedBy: string;
  openedAt: number;
  closedAt: number;
  how: ClosedHow;
  /** The order that closed it, where a purchase did. */
  orderId: string | null;
  /** The shop's own name of it, where an event stated one. */
  token: string | null;
  episodes: Episode[];
}

/** One order as this shopper's events name it. */
export interface Order {
  /** `transaction_id`, or the purchase's own reference where it states none. */
  id: string;
  at: number;
  receivedAt: number;
  /** Confirmed once a confirmed purchase has named it. */
  trust: Trust;
  valueMinor: number;
  currency: string;
  coupon: string | null;
  /** False while only a cancellation or refund has named it. */
  bought: boolean;
  /** When it was cancelled or fully refunded; null while it counts. */
  cancelledAt: number | null;
  refundedMinor: number;
}

/** The session under way, as far as the cart needs it. */
export interface Session {
  id: string | null;
  startedAt: number;
  lastAt: number;
  /** A cart was emptied in it: its views abandon nothing. */
  emptied: boolean;
  ended: boolean;
}

/** Who the shopper is, by the latest events that say so. */
export interface Profile {
  userId: string | null;
  anonymousId: string | null;
  /** True when an identity token or the secret key proved the user id. */
  verified: boolean;
  /**
   * When a claim named the user without proof and could change what the cart holds; absent for never. A cart that was
   * open then is told of as unverified.
   */
  unprovenAt?: number;
  locale: string | null;
  /** Only those named in `payload_traits`. */
  traits: Record<string, unknown>;
  /** Names of traits that a confirmed event stated: a claim never changes them. */
  confirmedTraits: string[];
}

/** What a shopper's events, in order, amount to. A value: folding makes a new one. Times are epoch milliseconds. */
export interface Truth {
  /** The open cart, or at stage `browse` the items viewed in this session. */
  cart: Cart | null;
  closed: readonly ClosedCart[];
  session: Session | null;
  lastEventAt: number | null;
  /** The newest event that counts under `any_activity`. */
  lastAnyAt: number | null;
  /** When the shopper's last alert was due; cool-off runs from here. */
  lastAlertAt: number | null;
  orders: readonly Order[];
  /** Whether the shopper is one to alert and count: {@link exclusionOf}. */
  exclusion: Exclusion;
  /** Tokens of restore links that landing pages reported, in the order of their first report. */
  reported: readonly ReportedToken[];
  profile: Profile;
}

/** A shopper of whom nothing is known. */
export const EMPTY_TRUTH: Truth = {
  cart: null,
  closed: [],
  session: null,
  lastEventAt: null,
  lastAnyAt: null,
  lastAlertAt: null,
  orders: [],
  exclusion: NO_EXCLUSION,
  reported: [],
  profile: { userId: null, anonymousId: null, verified: false, locale: null, traits: {}, confirmedTraits: [] },
};
