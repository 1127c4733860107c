import { type Cart, type Episode, type StepRecord, currentEpisode } from "../cart/cart.ts";
import { cartValue } from "../cart/cart-value.ts";
import { currentEpisodeReplaced } from "../cart/begin-episode.ts";
import type { Rules } from "../rules.ts";
import { closeCart } from "./close-cart.ts";
import type { FoldContext } from "./fold-context.ts";
import { idleSince, nextDue } from "./next-due.ts";
import type { Truth } from "./truth.ts";

/**
 * Lets time pass: records every step and expiry due up to `at` (`inclusive`: also those due at that very moment, which
 * a purchase or an emptying at that moment still prevents).
 */
export function advance(truth: Truth, at: number, inclusive: boolean, context: FoldContext): Truth {
  let advanced = truth;
  for (;;) {
    const due = nextDue(advanced, context);
    if (due === null || due.at > at || (due.at === at && !inclusive)) return advanced;
    advanced =
      due.kind === "expiry"
        ? closeCart(advanced, { at: due.at, how: "expired", orderId: null })
        : takeStep(advanced, due.step, due.at, context.rules);
  }
}

function takeStep(truth: Truth, step: number, dueAt: number, rules: Rules): Truth {
  const { cart } = truth;
  if (cart === null) return truth;
  const episode = currentEpisode(cart);
  if (isBelowMinimum(cart, rules)) {
    const checked: Episode = { ...episode, belowMinimumAt: idleSince(truth, cart, rules) };
    return { ...truth, cart: currentEpisodeReplaced(cart, checked) };
  }
  const skipped: StepRecord[] = [];
  for (let lower = episode.steps.length + 1; lower < step; lower += 1) {
    skipped.push({ step: lower, dueAt, result: "skipped" });
  }
  const record: StepRecord = { step, dueAt, result: resultOf(truth, cart, { step, dueAt }, rules) };
  const stepped: Episode = { ...episode, steps: [...episode.steps, ...skipped, record] };
  return {
    ...truth,
    cart: currentEpisodeReplaced(cart, stepped),
    lastAlertAt: record.result === "alert" ? dueAt : truth.lastAlertAt,
  };
}

/** What becomes of a step that is due: cool-off concerns the first step of an episode only. */
function resultOf(
  { lastAlertAt }: Truth,
  { mutedAt }: Cart,
  { step, dueAt }: { step: number; dueAt: number },
  { coolOffMs }: Rules,
): StepRecord["result"] {
  if (mutedAt !== null) return "muted";
  const cooling = step === 1 && lastAlertAt !== null && dueAt < lastAlertAt + coolOffMs;
  return cooling ? "cool_off" : "alert";
}

/** Only money in the store's own currency can be compared with its minimum. Browsing has no minimum. */
export function isBelowMinimum(cart: Cart, rules: Rules): boolean {
  if (rules.minimumMinor <= 0 || cart.stage === "browse") return false;
  const value = cartValue(cart);
  if (value.currency === rules.currency) return value.valueMinor < rules.minimumMinor;
  const own = value.others.find((other) => other.currency === rules.currency);
  return own !== undefined && own.valueMinor < rules.minimumMinor;
}
