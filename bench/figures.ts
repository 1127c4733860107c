import type { Counters } from "./counters.ts";
import type { LoadResult } from "./load.ts";
import { percentile } from "./percentile.ts";
import { type Price, priceOfMillion } from "./price-table.ts";

/** The figures of one server under one mix. Times in milliseconds; counts are the server's own. */
export interface Figures {
  requests: number;
  events: number;
  requests_per_second: number;
  events_per_second: number;
  latency_p50_ms: number;
  latency_p99_ms: number;
  /** Null for a server that keeps no state. */
  rows_written_per_event: number | null;
  do_requests_per_event: number | null;
  /** The two figures above, by class of object. */
  rows_written_per_event_by_class: Record<string, number> | null;
  do_requests_per_event_by_class: Record<string, number> | null;
  /** Alarms that rang, each billed as a request. */
  alarms_per_event: number | null;
  /** Seconds that shoppers' objects were awake after their answers. */
  active_seconds_per_event: number | null;
  /** At list price, in US dollars. */
  price_per_million_events: Price | null;
  /** Requests not answered with 200, and events not accepted. */
  refused: number;
}

/** Sums up stretches of load and what the server counted over all of them. */
export function figures(stretches: readonly LoadResult[], counted: Counters | null): Figures {
  const sum = (of: (stretch: LoadResult) => number) => stretches.reduce((sofar, stretch) => sofar + of(stretch), 0);
  const seconds = sum((stretch) => stretch.seconds);
  const events = sum((stretch) => stretch.accepted);
  const requests = sum((stretch) => stretch.requests);
  const latencies = stretches.flatMap((stretch) => stretch.latenciesMs);
  return {
    requests,
    events,
    requests_per_second: Math.round(requests / seconds),
    events_per_second: Math.round(events / seconds),
    latency_p50_ms: rounded(percentile(latencies, 0.5)),
    latency_p99_ms: rounded(percentile(latencies, 0.99)),
    rows_written_per_event: counted && rounded(total(counted.rowsWritten) / events),
    do_requests_per_event: counted && rounded(total(counted.doRequests) / events),
    rows_written_per_event_by_class: counted && perEvent(counted.rowsWritten, events),
    do_requests_per_event_by_class: counted && perEvent(counted.doRequests, events),
    alarms_per_event: counted && rounded(total(counted.alarms) / events),
    active_seconds_per_event: counted && rounded(total(counted.activeSeconds) / events),
    price_per_million_events: counted && priceOfMillion(counted, { events, requests }),
    refused: sum((stretch) => stretch.refused),
  };
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}

function total(counts: Record<string, number>): number {
  return Object.values(counts).reduce((sum, count) => sum + count, 0);
}

function perEvent(counts: Record<string, number>, events: number): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, rounded(count / events)]));
}
