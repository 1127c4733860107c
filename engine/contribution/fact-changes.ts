import { hash32 } from "../hash.ts";
import type { Fact, FactChange } from "./fact.ts";

/** Of every part that was shipped and may still change: the hash of its value, and its time. */
export type Shipped = Record<string, [hash: number, at: number]>;

/**
 * What must be shipped so that the shard has these facts. A part from before `settledBefore` stands as it was shipped:
 * truth has forgotten what it was made of.
 */
export function factChanges(
  shipped: Shipped,
  facts: readonly Fact[],
  settledBefore: number,
): { changes: FactChange[]; shipped: Shipped } {
  const changes: FactChange[] = [];
  const next: Shipped = {};
  for (const { key, at, value } of facts) {
    if (at < settledBefore) continue;
    const hash = hash32(JSON.stringify(value));
    if (shipped[key]?.[0] !== hash) changes.push([key, value]);
    next[key] = [hash, Math.min(at, Number.MAX_SAFE_INTEGER)];
  }
  for (const [key, [, at]] of Object.entries(shipped)) {
    if (at >= settledBefore && next[key] === undefined) changes.push([key, null]);
  }
  return { changes, shipped: next };
}
