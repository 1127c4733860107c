import type { ShopperEvent } from "../event.ts";

/** Why a shopper is kept, but neither alerted nor counted. */
export type ExclusionReason = "internal" | "bot";

/** What a shopper's events say about whether it is one to count. */
export interface Exclusion {
  /** One of the store's own people, by an event that proved whose it is. */
  internal: boolean;
  /** One of them by a mere claim: true of one who never proved to be a certain user. Absent in what was stored before. */
  claimedInternal?: boolean;
  /** An identity token or the secret key proved the user. Absent in what was stored before. */
  proven?: boolean;
  /** Some claim came with a program's user agent, or without any. */
  botAgent: boolean;
  /** Some claim came from a page that is driven by automation. */
  automated: boolean;
  /** More claims within a minute than a person makes. */
  burst: boolean;
  /** A confirmed order: programs do not pay. */
  paid: boolean;
  /** Times of the claims of the last minute, oldest first. */
  recent: readonly number[];
}

/** A shopper about whom nothing speaks against counting. */
export const NO_EXCLUSION: Exclusion = {
  internal: false,
  botAgent: false,
  automated: false,
  burst: false,
  paid: false,
  recent: [],
};

const BURST_WINDOW_MS = 60_000;
const BURST_EVENTS = 120;

/**
 * Why the shopper is excluded; null when it is not. A bot needs two kinds of evidence of three. The write key is public:
 * what is merely claimed of a user who has proved who they are frames nobody, in whatever order it comes.
 */
export function exclusionOf(exclusion: Exclusion): ExclusionReason | null {
  const proven = exclusion.proven === true;
  if (exclusion.internal || (exclusion.claimedInternal === true && !proven)) return "internal";
  if (exclusion.paid || proven) return null;
  const kinds = [exclusion.botAgent, exclusion.automated, exclusion.burst].filter(Boolean).length;
  return kinds >= 2 ? "bot" : null;
}

/** Adds what an event says. Confirmed events are no evidence, nor are claims of a user who proved who they are. */
export function foldExclusion(exclusion: Exclusion, event: ShopperEvent): Exclusion {
  if (event.trust === "confirmed" || event.verified) {
    const internal = exclusion.internal || event.internal === true;
    const proven = exclusion.proven === true || event.verified;
    const paid = exclusion.paid || (event.trust === "confirmed" && event.name === "purchase");
    if (internal === exclusion.internal && paid === exclusion.paid && proven === (exclusion.proven ?? false)) {
      return exclusion;
    }
    return { ...exclusion, internal, paid, ...(proven ? { proven } : {}) };
  }
  const recent = exclusion.recent.filter((at) => at > event.at - BURST_WINDOW_MS);
  recent.push(event.at);
  return {
    ...exclusion,
    ...(event.internal === true ? { claimedInternal: true } : {}),
    botAgent: exclusion.botAgent || event.botAgent === true,
    automated: exclusion.automated || event.automated === true,
    burst: exclusion.burst || recent.length > BURST_EVENTS,
    recent: recent.length > BURST_EVENTS ? recent.slice(-BURST_EVENTS) : recent,
  };
}

/** What the events of two shoppers who are one say together. */
export function mergeExclusions(a: Exclusion, b: Exclusion): Exclusion {
  const recent = [...a.recent, ...b.recent].toSorted((one, other) => one - other);
  return {
    internal: a.internal || b.internal,
    ...(a.claimedInternal === true || b.claimedInternal === true ? { claimedInternal: true } : {}),
    ...(a.proven === true || b.proven === true ? { proven: true } : {}),
    botAgent: a.botAgent || b.botAgent,
    automated: a.automated || b.automated,
    burst: a.burst || b.burst,
    paid: a.paid || b.paid,
    recent: recent.slice(-BURST_EVENTS),
  };
}
