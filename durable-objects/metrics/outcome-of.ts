import type { EpisodeFact } from "../../engine/contribution/fact.ts";
import type { LiveOutcome } from "../../protocol/live.ts";
import type { OutcomeType } from "../../protocol/outcome.ts";
import type { ShopperDelta } from "./shopper-delta.ts";

/**
 * What came last of an alerted episode of a cart; null where nobody was to be told. `now` is the time of what a fact
 * keeps no time of, when it has just been decided; null: it is read later, and the last time known stands for it.
 */
export function outcomeOf(
  { shopper, directory }: Pick<ShopperDelta, "shopper" | "directory">,
  [key, fact]: [key: string, fact: EpisodeFact],
  now: number | null,
): LiveOutcome | null {
  const type = fact.heldOut ? null : typeOf(fact);
  if (type === null) return null;
  const isAlert = type === "cart.abandoned";
  const order = type === "cart.recovered" ? fact.order : null;
  return {
    id: `${shopper} ${key} ${type} ${isAlert ? fact.alerts : ""}`,
    type,
    at: new Date(timeOf(type, fact, now)).toISOString(),
    shopper: shopper.slice(2),
    user_id: directory?.userId ?? null,
    anonymous_id: directory?.anonymousId ?? null,
    stage: fact.stage,
    value_minor: order?.valueMinor ?? fact.valueMinor,
    currency: order?.currency ?? fact.currency,
    delay_ms: isAlert ? (fact.delaysMs.at(-1) ?? null) : null,
  };
}

/** When something of this episode was last told, as far as the fact knows. Epoch milliseconds. */
export function toldAt({ firedAt, order }: EpisodeFact): number {
  return Math.max(firedAt, order?.at ?? 0);
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

function timeOf(type: OutcomeType, fact: EpisodeFact, now: number | null): number {
  if (type === "cart.recovered" || now === null) return toldAt(fact);
  // Later steps of the same episode fire now; the fact only keeps when the first did.
  return type === "cart.abandoned" && fact.alerts === 1 ? fact.firedAt : now;
}
