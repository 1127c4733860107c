import type { ExplainedRule } from "../../protocol/explain.ts";
import { type Cart, currentEpisode } from "../cart/cart.ts";
import { cartValue } from "../cart/cart-value.ts";
import { ledgerCartOf, needsNewAdd } from "../ledger/decide-alert.ts";
import { wasPastDueAtImport } from "../ledger/import-mark.ts";
import { holds } from "../ledger/locate-alert.ts";
import { isBelowMinimum } from "../truth/advance.ts";
import type { ExplainInput } from "./explain-input.ts";
import type { Foresight } from "./foresee.ts";
import { durationText, moneyText, timeText } from "./in-words.ts";

/** The rules about an open cart itself: what it is worth, what was said of it before, what the shop did to it. */
export function cartRules(input: ExplainInput, cart: Cart, foresight: Foresight): ExplainedRule[] {
  return [
    stageRule(input, cart),
    expiryRule(input, cart, foresight),
    mutedRule(cart),
    importedRule(input, cart),
    minimumRule(input, cart),
    ...stepRules(input, foresight),
    ...alertedRules(input, cart),
    {
      rule: "covered",
      passes: foresight.kind !== "never" || foresight.why !== "covered",
      message: "An alert speaks for an idle time once, however settings divide it.",
    },
    retractedRule(input, cart),
  ];
}

function stageRule({ context }: ExplainInput, { stage }: Cart): ExplainedRule {
  const cutoff = context.rules.cutoffMs[stage];
  const message =
    cutoff === null
      ? `Stage ${stage} is switched off: it has no cut-off.`
      : `Stage ${stage} is abandoned after ${durationText(cutoff)}.`;
  return { rule: "stage_off", passes: cutoff !== null, message, stage, cutoff_minutes: minutes(cutoff) };
}

function expiryRule({ context }: ExplainInput, cart: Cart, foresight: Foresight): ExplainedRule {
  const at = timeText(cart.lastCartActivityAt + context.rules.expireMs);
  const first = foresight.kind === "never" && foresight.why === "expired";
  const message = first ? `The cart expires at ${at}, before its next step is due.` : `The cart expires at ${at}.`;
  return { rule: "expired", passes: !first, message };
}

function mutedRule({ mutedAt }: Cart): ExplainedRule {
  const message =
    mutedAt === null
      ? "The shop has not muted this cart."
      : `The shop muted this cart at ${timeText(mutedAt)}: it stays silent until it ends.`;
  return { rule: "muted", passes: mutedAt === null, message };
}

function importedRule({ ledger }: ExplainInput, cart: Cart): ExplainedRule {
  const pastDue = wasPastDueAtImport(ledger, currentEpisode(cart));
  const message = pastDue
    ? "The cart was past due when its history was imported; the next live add, raised quantity or checkout step counts."
    : "The cart was not past due at an import of history.";
  return { rule: "imported", passes: !pastDue, message };
}

function minimumRule({ context }: ExplainInput, cart: Cart): ExplainedRule {
  const { minimumMinor, currency } = context.rules;
  const below = isBelowMinimum(cart, context.rules);
  const value = cartValue(cart);
  const worth = moneyText(value.valueMinor, value.currency);
  const message =
    minimumMinor <= 0
      ? "There is no minimum value."
      : `The cart is worth ${worth}; the minimum is ${moneyText(minimumMinor, currency)}.`;
  return {
    rule: "below_minimum",
    passes: !below,
    message,
    value_minor: value.valueMinor,
    minimum_minor: minimumMinor,
    currency: value.currency,
  };
}

/** What became, or will become, of the steps of this episode if the shopper stays silent. */
function stepRules({ context }: ExplainInput, { truth }: Foresight): ExplainedRule[] {
  const records = truth.cart === null ? [] : currentEpisode(truth.cart).steps;
  const skipped = records.filter(({ result }) => result === "skipped").map(({ step }) => step);
  const cooling = records.find(({ result }) => result === "cool_off");
  const { coolOffMs } = context.rules;
  const cool: ExplainedRule = {
    rule: "cool_off",
    passes: cooling === undefined,
    message:
      coolOffMs === 0
        ? "There is no cool-off."
        : `Within ${durationText(coolOffMs)} of an alert the first step of an episode is dropped, later steps are not.`,
  };
  const skip: ExplainedRule = {
    rule: "skipped_step",
    passes: skipped.length === 0,
    message: skipped.length === 0 ? "No step is skipped." : "Of steps due at the same time only the highest fires.",
    ...(skipped.length === 0 ? {} : { steps: skipped }),
  };
  if (cooling === undefined || truth.lastAlertAt === null) return [skip, cool];
  return [skip, { ...cool, until: timeText(truth.lastAlertAt + coolOffMs), steps: [cooling.step] }];
}

function alertedRules({ ledger }: ExplainInput, cart: Cart): ExplainedRule[] {
  const episode = currentEpisode(cart);
  const alert = ledgerCartOf(ledger, cart)?.alerts.findLast(({ beganBy }) => holds(episode, beganBy));
  if (alert === undefined) {
    return [{ rule: "already_alerted", passes: true, message: "This episode of the cart has had no alert yet." }];
  }
  const message =
    `Step ${alert.step} of this episode was alerted at ${timeText(alert.firedAt)}. ` +
    "Another episode begins with the next add, raised quantity or checkout step.";
  return [{ rule: "already_alerted", passes: false, message, alert_id: alert.id, steps: [alert.step] }];
}

function retractedRule({ ledger }: ExplainInput, cart: Cart): ExplainedRule {
  const needed = needsNewAdd(ledger, currentEpisode(cart));
  const message = needed
    ? "An alert was retracted before; only something newly added to the cart can alert again."
    : "No retraction stands in the way.";
  return { rule: "retracted_before", passes: !needed, message };
}

function minutes(ms: number | null): number | null {
  return ms === null ? null : ms / 60_000;
}
