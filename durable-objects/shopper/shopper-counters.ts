import type { Outcome } from "../../engine/ledger/ledger.ts";

/** Counts of what took how long. Bounds are upper ones, included; what is above the last counts in none of them. */
export interface Histogram {
  boundsMs: readonly number[];
  /** By bound, not cumulative. */
  counts: number[];
  count: number;
  sumMs: number;
}

/** Alerts and shipping of this isolate since it started, shown at GET /metrics; they are never stored. */
export interface ShopperCounters {
  /** Notes what was decided just now. */
  decided(outcomes: readonly Outcome[]): void;
  /** Notes how long a difference waited before its shard had it. */
  shipped(lagMs: number): void;
  /** Outcomes by stage and result, joined by a line feed. */
  outcomes(): ReadonlyMap<string, number>;
  /** From the deadline to the firing of alerts that were not late for want of events. */
  alertDelay(): Histogram;
  shardLag(): Histogram;
}

const DELAY_BOUNDS_MS = [10, 50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000];
const LAG_BOUNDS_MS = [100, 500, 1000, 2000, 5000, 10_000, 60_000, 300_000];

/** The counters of this isolate. */
export const shopperCounters: ShopperCounters = createShopperCounters();

function createShopperCounters(): ShopperCounters {
  const outcomes = new Map<string, number>();
  const alertDelay = emptyHistogram(DELAY_BOUNDS_MS);
  const shardLag = emptyHistogram(LAG_BOUNDS_MS);
  return {
    decided(made) {
      for (const { type, data } of made) {
        const key = `${data.stage}\n${type.slice(type.indexOf(".") + 1)}`;
        outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
        if (type !== "cart.abandoned" || data.late) continue;
        observe(alertDelay, Date.parse(data.fired_at) - Date.parse(data.deadline));
      }
    },
    shipped: (lagMs) => observe(shardLag, lagMs),
    outcomes: () => outcomes,
    alertDelay: () => alertDelay,
    shardLag: () => shardLag,
  };
}

function emptyHistogram(boundsMs: readonly number[]): Histogram {
  return { boundsMs, counts: boundsMs.map(() => 0), count: 0, sumMs: 0 };
}

function observe(histogram: Histogram, ms: number): void {
  const index = histogram.boundsMs.findIndex((bound) => ms <= bound);
  if (index >= 0) histogram.counts[index] = (histogram.counts[index] ?? 0) + 1;
  histogram.count += 1;
  histogram.sumMs += ms;
}
