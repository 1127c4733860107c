import { percentile } from "../percentile.ts";
import type { Sample } from "./steady-load.ts";

/** What one minute of a steady load came to. */
export interface Minute {
  /** From 1. */
  minute: number;
  requests: number;
  /** Requests of which something was not accepted. */
  refused: number;
  latency_p50_ms: number;
  latency_p99_ms: number;
  /** The runtime's resident memory, on average; null where nobody tells. */
  memory_mb: number | null;
}

/** How far the last minute may lie above the first. */
const GROWTH = 1.2;
const MINUTE_MS = 60_000;

/** Sums a steady load up by minute. `memoryMb` has the time after the start, milliseconds, and the figure. */
export function minutes(samples: readonly Sample[], memoryMb: readonly (readonly [number, number])[]): Minute[] {
  const byMinute = Map.groupBy(samples, ({ dueMs }) => Math.floor(dueMs / MINUTE_MS));
  return [...byMinute.keys()]
    .toSorted((a, b) => a - b)
    .map((minute) => {
      const own = byMinute.get(minute) ?? [];
      const memory = memoryMb.filter(([at]) => Math.floor(at / MINUTE_MS) === minute).map(([, figure]) => figure);
      const latencies = own.map(({ latencyMs }) => latencyMs);
      return {
        minute: minute + 1,
        requests: own.length,
        refused: own.filter(({ taken }) => !taken).length,
        latency_p50_ms: rounded(percentile(latencies, 0.5)),
        latency_p99_ms: rounded(percentile(latencies, 0.99)),
        memory_mb: memory.length === 0 ? null : Math.round(memory.reduce((sum, one) => sum + one, 0) / memory.length),
      };
    });
}

/** What is wrong with a steady load, in sentences: it has grown by more than a fifth, or something was refused. */
export function complaints(all: readonly Minute[]): string[] {
  const [first, last] = [all[0], all.at(-1)];
  if (first === undefined || last === undefined || all.length < 2) return ["fewer than two minutes were measured"];
  const found: string[] = [];
  const refused = all.reduce((sum, minute) => sum + minute.refused, 0);
  if (refused > 0) found.push(`${refused} requests were refused`);
  if (last.latency_p99_ms > first.latency_p99_ms * GROWTH) {
    found.push(`p99 grew from ${first.latency_p99_ms} to ${last.latency_p99_ms} ms`);
  }
  if (first.memory_mb === null || last.memory_mb === null) found.push("nobody tells how much memory it takes");
  else if (last.memory_mb > first.memory_mb * GROWTH) {
    found.push(`memory grew from ${first.memory_mb} to ${last.memory_mb} MB`);
  }
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
