import type { ReportedToken } from "../truth/fold-reported.ts";
import { mergeExclusions } from "../exclusion/exclusion.ts";
import type { Order, Profile, Truth } from "../truth/truth.ts";

/**
 * The truth of two shoppers who are one, as far as it can be told without their events: closings and orders of both,
 * the newest times, the later session. `user` is the one whose name the shopper keeps.
 */
export function mergeTruths(user: Truth, other: Truth): Truth {
  const sessions = [user.session, other.session].filter((session) => session !== null);
  const carts = [user.cart, other.cart].filter((cart) => cart !== null);
  return {
    cart: carts.toSorted((a, b) => b.lastCartActivityAt - a.lastCartActivityAt)[0] ?? null,
    closed: [...user.closed, ...other.closed].toSorted((a, b) => a.closedAt - b.closedAt),
    session: sessions.toSorted((a, b) => b.lastAt - a.lastAt)[0] ?? null,
    lastEventAt: latest(user.lastEventAt, other.lastEventAt),
    lastAnyAt: latest(user.lastAnyAt, other.lastAnyAt),
    lastAlertAt: latest(user.lastAlertAt, other.lastAlertAt),
    orders: mergeOrders(user.orders, other.orders),
    reported: mergeReported(user.reported, other.reported),
    exclusion: mergeExclusions(user.exclusion, other.exclusion),
    profile: mergeProfiles(user.profile, other.profile),
  };
}

/** The first report of each token. */
function mergeReported(user: readonly ReportedToken[], other: readonly ReportedToken[]): ReportedToken[] {
  const byTime = [...user, ...other].toSorted((a, b) => a.at - b.at);
  return byTime.filter((report, index) => byTime.findIndex(({ hash }) => hash === report.hash) === index);
}

function latest(a: number | null, b: number | null): number | null {
  if (a === null || b === null) return a ?? b;
  return Math.max(a, b);
}

/** An order that both named counts once: confirmed before claimed, then the first received. */
function mergeOrders(user: readonly Order[], other: readonly Order[]): Order[] {
  const byId = new Map<string, Order>();
  for (const order of [...user, ...other]) {
    const known = byId.get(order.id);
    byId.set(order.id, known === undefined ? order : oneOrder(known, order));
  }
  return [...byId.values()].toSorted((a, b) => a.at - b.at);
}

function oneOrder(a: Order, b: Order): Order {
  const [first, second] = counts(b, a) ? [b, a] : [a, b];
  return {
    ...first,
    at: Math.min(a.at, b.at),
    bought: a.bought || b.bought,
    cancelledAt: first.cancelledAt ?? second.cancelledAt,
    refundedMinor: Math.max(a.refundedMinor, b.refundedMinor),
  };
}

function counts(order: Order, other: Order): boolean {
  if (order.bought !== other.bought) return order.bought;
  if (order.trust !== other.trust) return order.trust === "confirmed";
  return order.receivedAt < other.receivedAt;
}

function mergeProfiles(user: Profile, other: Profile): Profile {
  const unproven = [user.unprovenAt, other.unprovenAt].filter((at) => at !== undefined);
  return {
    userId: user.userId ?? other.userId,
    anonymousId: user.anonymousId ?? other.anonymousId,
    verified: user.verified,
    ...(unproven.length === 0 ? {} : { unprovenAt: Math.max(...unproven) }),
    locale: user.locale ?? other.locale,
    traits: { ...other.traits, ...user.traits },
    confirmedTraits: [...new Set([...user.confirmedTraits, ...other.confirmedTraits])],
  };
}
