import type { EpisodeFact } from "../../engine/contribution/fact.ts";
import type { LiveFrame, LiveOutcome } from "../../protocol/live.ts";
import type { OutcomeType } from "../../protocol/outcome.ts";
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
    const outcome = outcomeOf(key, value as EpisodeFact, delta, now);
    if (outcome !== null) frame.outcomes.push(outcome);
  }
}

function outcomeOf(key: string, fact: EpisodeFact, delta: ShopperDelta, now: number): LiveOutcome | null {
  const type = fact.heldOut ? null : typeOf(fact);
  if (type === null) return null;
  const alert = type === "cart.abandoned";
  return {
    id: `${delta.shopper} ${key} ${type} ${alert ? fact.alerts : ""}`,
    type,
    at: new Date(timeOf(type, fact, now)).toISOString(),
    shopper: delta.shopper.slice(2),
    user_id: delta.directory?.userId ?? null,
    anonymous_id: delta.directory?.anonymousId ?? null,
    stage: fact.stage,
    value_minor: fact.order !== null && type === "cart.recovered" ? fact.order.valueMinor : fact.valueMinor,
    currency: fact.order !== null && type === "cart.recovered" ? fact.order.currency : fact.currency,
    delay_ms: alert ? (fact.delaysMs.at(-1) ?? null) : null,
  };
}

function typeOf(fact: EpisodeFact): OutcomeType | null {
  if (fact.reversed) return "recovery.reversed";
  switch (fact.result) {
    case "open":
      return fact.expired ? "cart.expired" : "cart.abandoned";
    case "recovered":
      return "cart.recovered";
    case "retracted":
      return "cart.retracted";
    case "superseded":
    case "cancelled":
      return null;
  }
}

function timeOf(type: OutcomeType, fact: EpisodeFact, now: number): number {
  // Later steps of the same episode fire now; the fact only keeps when the first did.
  if (type === "cart.abandoned") return fact.alerts > 1 ? now : fact.firedAt;
  return type === "cart.recovered" && fact.order !== null ? fact.order.at : now;
}
