import type { EpisodeFact } from "../../engine/contribution/fact.ts";
import type { LiveFrame } from "../../protocol/live.ts";
import { outcomeOf } from "./outcome-of.ts";
import type { ShopperDelta } from "./shopper-delta.ts";

/** A frame with nothing in it yet. */
export function emptyFrame(now: number): LiveFrame {
  return { as_of: new Date(now).toISOString(), events: 0, rejected: 0, outcomes: [] };
}

/** Adds what a shopper's change brought: its events, and the newest outcome of each cart that changed. */
export function noteDelta(frame: LiveFrame, delta: ShopperDelta, now: number): void {
  frame.events += delta.events.length;
  for (const [key, value] of delta.facts) {
    if (!key.startsWith("e:") || value === null) continue;
    const outcome = outcomeOf(delta, [key, value as EpisodeFact], now);
    if (outcome !== null) frame.outcomes.push(outcome);
  }
}
