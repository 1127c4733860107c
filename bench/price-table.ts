import type { Counters } from "./counters.ts";

/**
 * List prices in US dollars, beyond what the plan includes, as published on 2026-11-21 at
 * developers.cloudflare.com/durable-objects/platform/pricing and developers.cloudflare.com/workers/platform/pricing.
 */
export const PRICES = {
  date: "2026-11-21",
  currency: "USD",
  /** A request to the Worker. */
  per_million_worker_requests: 0.3,
  /** A call to an object, or an alarm that rings. */
  per_million_object_requests: 0.15,
  /** Rows written by statements; setAlarm is one. */
  per_million_rows_written: 1,
  /** An object that is awake counts as 128 MB, whatever it uses. */
  per_million_gigabyte_seconds: 12.5,
  object_gigabytes: 0.128,
} as const;

/** What a million events cost at list price, in US dollars, by what is billed. */
export interface Price {
  worker_requests: number;
  object_requests: number;
  rows_written: number;
  /** Of the shoppers' objects while they have something to do; the few shards are shared by everybody. */
  duration: number;
  total: number;
}

/** The price of what was counted, for a million events. Reads cost a thousandth of writes and are left out. */
export function priceOfMillion(counted: Counters, { events, requests }: { events: number; requests: number }): Price {
  const perEvent = (counts: Record<string, number>): number => sum(counts) / events;
  const price = {
    worker_requests: (requests / events) * PRICES.per_million_worker_requests,
    object_requests: (perEvent(counted.doRequests) + perEvent(counted.alarms)) * PRICES.per_million_object_requests,
    rows_written: perEvent(counted.rowsWritten) * PRICES.per_million_rows_written,
    duration: perEvent(counted.activeSeconds) * PRICES.object_gigabytes * PRICES.per_million_gigabyte_seconds,
  };
  const total = sum(price);
  return {
    worker_requests: cents(price.worker_requests),
    object_requests: cents(price.object_requests),
    rows_written: cents(price.rows_written),
    duration: cents(price.duration),
    total: cents(total),
  };
}

function sum(counts: Record<string, number>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

function cents(dollars: number): number {
  return Math.round(dollars * 100) / 100;
}
