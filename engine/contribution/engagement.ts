import type { DeliveredDay, TabCount } from "../delivery/tab-count.ts";
import type { Trust } from "../event.ts";

/** A session that late events may still change. Times are epoch milliseconds. */
export interface LiveSession {
  /** Null for a run of activity without a session id. */
  id: string | null;
  startedAt: number;
  lastAt: number;
  /** When `session_end` said so; null while it has not. */
  endedAt: number | null;
  /** Events by type. */
  totals: Record<string, number>;
  /** True for the first session of its id: the id counts once. */
  first: boolean;
}

/** What an order's purchase listed: [item, quantity, unit price in minor units, currency]. */
export type OrderLine = [item: string, quantity: number, priceMinor: number, currency: string];

/** The lines of one order, as the statement that counts made them. */
export interface OrderLines {
  at: number;
  receivedAt: number;
  trust: Trust;
  lines: OrderLine[];
  /** Lines that a refund has named: [item, quantity]. */
  refunded: [item: string, quantity: number][];
}

/** What the metrics know of a shopper: a value that events are folded into, in the order of truth. */
export interface Engagement {
  /** Events that count as activity by day of the store's calendar: [day, count], ascending. */
  days: [day: number, count: number][];
  live: LiveSession[];
  /** Sessions that nothing can change any more, by the day of their end: [day, count, milliseconds], ascending. */
  ended: [day: number, count: number, durationMs: number][];
  /** Events by type of the sessions in `ended`. */
  endedTotals: Record<string, number>;
  /** Distinct session ids among them. */
  endedIds: number;
  /** Steps of the funnel, ascending: `time × 4 + step`; of each day only those that can make a difference. */
  funnel: number[];
  orders: Record<string, OrderLines>;
  /** Pages whose events are numbered, in the order of their last events. */
  tabs: TabCount[];
  /** Pages of before, by day and browser. */
  delivered: DeliveredDay[];
}

/** A shopper who has done nothing. */
export const EMPTY_ENGAGEMENT: Engagement = {
  days: [],
  live: [],
  ended: [],
  endedTotals: {},
  endedIds: 0,
  funnel: [],
  orders: {},
  tabs: [],
  delivered: [],
};
