import type { Stage } from "../../protocol/outcome.ts";

/** Sessions that are sealed: by day of their end, their events by type, how many distinct ids. */
export type EndedFact = {
  days: [day: number, count: number, durationMs: number][];
  totals: Record<string, number>;
  ids: number;
  count: number;
};
/** One live session: when it ends or ended, that day, its duration, whether its id is new, its events by type. */
export type SessionFact = [stamp: number, day: number, durationMs: number, ids: number, totals: Record<string, number>];
/** Steps of the funnel of one day: `time × FUNNEL_BASE + step`, ascending. */
export type FunnelFact = number[];

/** An alerted episode of a cart, with what came of it: from the ledger. Money in minor units. */
export interface EpisodeFact {
  /** Of its first alert. */
  firedAt: number;
  stage: Stage;
  currency: string;
  valueMinor: number;
  heldOut: boolean;
  /** Delays of its alerts that count for the delay figures. */
  delaysMs: number[];
  alerts: number;
  result: "open" | "recovered" | "retracted" | "superseded" | "cancelled";
  expired: boolean;
  reversed: boolean;
  /** Of the order that recovered it; null without one. */
  order: {
    at: number;
    valueMinor: number;
    currency: string;
    attribution: "link" | "coupon" | "window" | "none";
  } | null;
}

/** A cart that came due in truth, alerted or held out: one comparison of the two arms. */
export type ArmFact = [firstDueAt: number, heldOut: boolean, bought: boolean];

/**
 * What a shopper's object tells its shard of itself, in parts that change separately: `d` (days), `p` (sealed sessions),
 * `k` (other ids), `x` (excluded), `s:…` (a live session), `f:…` (a day of the funnel), `e:…` (an alerted episode), `b:…`
 * (a due cart), `v:…` (how the events of a day's pages were delivered), for the shards of orders `o:…`, and, in a store that drops shared sessions, for the shards of sessions
 * `t:…`. What the shard counts of a shopper, besides its events, follows from
 * these alone.
 */
export interface Fact {
  key: string;
  /** The time that the part is about: once truth no longer reaches back to it, the part stands as it was shipped. */
  at: number;
  value: unknown;
}

/** A part's new value; null takes it away. */
export type FactChange = [key: string, value: unknown];
