import { type Cart, currentEpisode } from "../cart/cart.ts";
import { outOfQuietHours } from "../quiet-hours.ts";
import type { Rules } from "../rules.ts";
import type { FoldContext } from "./fold-context.ts";
import type { Truth } from "./truth.ts";

/** What happens next to a shopper who stays silent. */
export interface Due {
  at: number;
  kind: "step" | "expiry";
  /** The highest step due at that time; lower ones are skipped. 0 for an expiry. */
  step: number;
}

/** The next step or expiry of the open cart if nothing else happens; null when nothing will. */
export function nextDue(truth: Truth, context: FoldContext): Due | null {
  const { cart } = truth;
  if (cart === null) return null;
  const step = nextStep(truth, cart, context);
  const expiry: Due = { at: cart.lastCartActivityAt + context.rules.expireMs, kind: "expiry", step: 0 };
  return step !== null && step.at < expiry.at ? step : expiry;
}

/** The time from which a cart's idleness counts, by the store's idle policy. */
export function idleSince(truth: Truth, cart: Cart, rules: Rules): number {
  if (rules.idlePolicy === "cart_activity") return cart.lastCartActivityAt;
  return Math.max(truth.lastAnyAt ?? cart.openedAt, cart.openedAt);
}

/** True when the cart's value was found below the minimum at a deadline, and nothing that counts was heard since. */
export function foundBelowMinimum(truth: Truth, cart: Cart, rules: Rules): boolean {
  const { belowMinimumAt } = currentEpisode(cart);
  return belowMinimumAt !== null && idleSince(truth, cart, rules) <= belowMinimumAt;
}

function nextStep(truth: Truth, cart: Cart, context: FoldContext): Due | null {
  const { rules, shopperHash } = context;
  const episode = currentEpisode(cart);
  const idle = idleSince(truth, cart, rules);
  if (foundBelowMinimum(truth, cart, rules)) return null;
  const first = rules.cutoffMs[cart.stage];
  if (first === null && episode.steps.length === 0) return null;
  let due: Due | null = null;
  let earliest = episode.steps.at(-1)?.dueAt ?? 0;
  for (let step = episode.steps.length + 1; ; step += 1) {
    const after = step === 1 ? first : (rules.ladderMs[step - 2] ?? null);
    if (after === null) break;
    const raw = Math.max(idle + after, earliest);
    const at = outOfQuietHours(raw, rules, shopperHash);
    if (due !== null && at > due.at) break;
    due = { at, kind: "step", step };
    earliest = raw;
  }
  return due;
}
