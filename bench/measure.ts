import { setTimeout as sleep } from "node:timers/promises";
import { difference, quietCounters, type Counters } from "./counters.ts";
import { figures, type Figures } from "./figures.ts";
import { load, type Batch, type LoadResult } from "./load.ts";
import type { Variant } from "./variants.ts";
import { warmTraffic } from "./warm-traffic.ts";

/** Keys of the store that is measured, and how many connections send to it. */
export interface Target {
  writeKey: string;
  secretKey: string;
  connections: number;
}

/** The warm mix: how many shoppers, how long for each server, in how many turns. */
export interface WarmMix {
  shoppers: number;
  seconds: number;
  rounds: number;
}

/** Work that an answer leaves behind is done by then; the next server starts undisturbed. */
const SETTLE_MS = 1_500;
const SEED = 2026;

/**
 * Measures every server under the warm mix, in turns: whatever else the machine does meets all of them. Everybody is
 * known before the first turn. Keyed by the server's name.
 */
export async function measureWarm(
  variants: readonly Variant[],
  mix: WarmMix,
  target: Target,
): Promise<Record<string, Figures>> {
  const runs = variants.map((variant) => ({
    variant,
    next: warmTraffic(mix.shoppers, SEED),
    stretches: [] as LoadResult[],
  }));
  const before = new Map<Variant, Counters>();
  for (const { variant, next } of runs) {
    await load(limited(next, mix.shoppers), { port: variant.port, ...target });
    const counters = await countersOf(variant, target);
    if (counters !== null) before.set(variant, counters);
  }
  for (let round = 0; round < mix.rounds; round += 1) {
    for (const { variant, next, stretches } of runs) {
      stretches.push(await load(next, { port: variant.port, ...target, seconds: mix.seconds / mix.rounds }));
      await sleep(SETTLE_MS);
    }
  }
  const measured: Record<string, Figures> = {};
  for (const { variant, stretches } of runs) {
    const after = await countersOf(variant, target);
    measured[variant.name] = figures(stretches, counted(after, before.get(variant)));
  }
  return measured;
}

/** After a minute a shopper's alarm sees to it that everything was shipped; what that costs counts as well. */
const ALARMS_MS = 65_000;

/** Measures one server under traffic that comes once: every shopper is new. Their first alarms are waited for. */
export async function measureOnce(variant: Variant, batches: readonly Batch[], target: Target): Promise<Figures> {
  const before = await countersOf(variant, target);
  let sent = 0;
  const stretch = await load(() => batches[sent++], { port: variant.port, ...target });
  await sleep(ALARMS_MS);
  return figures([stretch], counted(await countersOf(variant, target), before));
}

/** Null for the server that keeps nothing. */
async function countersOf(variant: Variant, target: Target): Promise<Counters | null> {
  return variant.name === "parse_only" ? null : quietCounters(variant.port, target.secretKey);
}

function counted(after: Counters | null, before: Counters | null | undefined): Counters | null {
  return after && before ? difference(after, before) : null;
}

function limited(next: () => Batch, count: number): () => Batch | undefined {
  let left = count;
  return () => (left-- > 0 ? next() : undefined);
}
