import { setTimeout as sleep } from "node:timers/promises";
import type { ServedCollector } from "../serve/serve-collector.ts";

/** When to kill. */
export interface KillPlan {
  /** Epoch milliseconds after which nobody is killed any more. */
  until: number;
  /** Longest time between a start and the next kill, milliseconds. */
  longestMs: number;
  random: () => number;
}

/**
 * Kills the runtime itself with SIGKILL at random moments and starts it again at once. Resolves with the one that runs
 * in the end and the number of kills.
 */
export async function killAtRandom(
  first: ServedCollector,
  restart: () => Promise<ServedCollector>,
  { until, longestMs, random }: KillPlan,
): Promise<{ collector: ServedCollector; kills: number }> {
  let collector = first;
  let kills = 0;
  for (;;) {
    await sleep(random() * longestMs);
    if (Date.now() >= until) return { collector, kills };
    await collector.kill();
    kills += 1;
    collector = await restart();
  }
}
