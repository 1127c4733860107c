import { type Cart, type Episode, type StepRecord, currentEpisode } from "../cart/cart.ts";
import { type ExclusionReason, exclusionOf } from "../exclusion/exclusion.ts";
import { outOfQuietHours } from "../quiet-hours.ts";
import { idleSince } from "../truth/next-due.ts";
import { addresseesOfAlert } from "./addressees.ts";
import { alertData } from "./alert-data.ts";
import type { DecisionInput } from "./decision-input.ts";
import { isHeldOut } from "./hold-out.ts";
import { wasPastDueAtImport } from "./import-mark.ts";
import type { Alert, Grace, Ledger, LedgerCart, Outcome } from "./ledger.ts";
import { holds } from "./locate-alert.ts";
import { alertOutcomeId, cartIdOf } from "./outcome-id.ts";

/** What is decided about the open cart's due steps. */
export type AlertDecision =
  | {
      kind: "none";
      why:
        | "no_cart"
        | "nothing_due"
        | "already_alerted"
        | "covered"
        | "muted"
        | "imported"
        | "retracted_before"
        | ExclusionReason;
    }
  | { kind: "wait"; until: number; grace: Grace }
  | { kind: "alert"; cart: LedgerCart; alert: Alert; outcome: Outcome };

/**
 * Decides whether the open cart is alerted now: its current episode's highest due step that has no alert yet. What
 * comes to notice over a minute late waits until a minute has passed without news of the shopper, then fires as late.
 */
export function decideAlert(ledger: Ledger, input: DecisionInput): AlertDecision {
  const { cart } = input.truth;
  if (cart === null) return { kind: "none", why: "no_cart" };
  const episode = currentEpisode(cart);
  const own = ledgerCartOf(ledger, cart);
  const step = dueStep(episode, own);
  if (step === undefined) {
    return {
      kind: "none",
      why: episode.steps.some((due) => due.result === "alert") ? "already_alerted" : "nothing_due",
    };
  }
  // A step that came due before the shop muted the cart may still wait to be sent.
  if (cart.mutedAt !== null) return { kind: "none", why: "muted" };
  const excluded = exclusionOf(input.truth.exclusion);
  if (excluded !== null) return { kind: "none", why: excluded };
  if (alertedStep(episode, own) === 0 && wasPastDueAtImport(ledger, episode)) return { kind: "none", why: "imported" };
  if (isCovered(episode, step, own)) return { kind: "none", why: "covered" };
  if (needsNewAdd(ledger, episode)) return { kind: "none", why: "retracted_before" };
  const { rules, shopperHash } = input.context;
  const late = input.now > step.dueAt + rules.constants.lateGraceMs;
  if (late) {
    const grace = noticed(ledger.grace, episode, step.step, input.now);
    const settled = Math.max(grace.noticedAt, input.lastReceivedAt) + rules.constants.lateGraceMs;
    // Quiet hours may have begun since; the end that was foreseen stays what it was.
    const waited = outOfQuietHours(settled, rules, shopperHash);
    const until = input.now < waited ? waited : outOfQuietHours(input.now, rules, shopperHash);
    if (input.now < until) return { kind: "wait", until, grace };
  }
  return newAlert(cart, own, { step, late }, input);
}

/** The ledger's record of a cart of truth; undefined while nothing was decided about it. */
export function ledgerCartOf(ledger: Ledger, cart: Pick<Cart, "episodes">): LedgerCart | undefined {
  return ledger.carts.findLast((known) =>
    known.alerts.some((alert) => cart.episodes.some((episode) => holds(episode, alert.beganBy))),
  );
}

/** True when an alert was retracted, and nothing was added since that could alert again. */
export function needsNewAdd({ needsAddAfter }: Pick<Ledger, "needsAddAfter">, { grewAt }: Episode): boolean {
  return needsAddAfter !== null && (grewAt ?? -Infinity) <= needsAddAfter;
}

/** The highest step of an episode that was alerted; 0 for none. */
function alertedStep(episode: Episode, own: LedgerCart | undefined): number {
  const alerted = (own?.alerts ?? []).filter((alert) => holds(episode, alert.beganBy)).map((alert) => alert.step);
  return Math.max(0, ...alerted);
}

function dueStep(episode: Episode, own: LedgerCart | undefined): StepRecord | undefined {
  const highest = alertedStep(episode, own);
  return episode.steps.findLast((record) => record.result === "alert" && record.step > highest);
}

/** True when an alert already spoke for this idle time: after a change of settings, episodes may divide otherwise. */
function isCovered(episode: Episode, step: StepRecord, own: LedgerCart | undefined): boolean {
  return (own?.alerts ?? []).some(
    (alert) => !holds(episode, alert.beganBy) && alert.firedAt >= step.dueAt && alert.lastActivityAt >= episode.beganAt,
  );
}

function noticed(grace: Grace | null, episode: Episode, step: number, now: number): Grace {
  if (grace !== null && grace.step === step && holds(episode, grace.beganBy)) return grace;
  return { beganBy: episode.beganBy, step, noticedAt: now };
}

function newAlert(
  cart: Cart,
  own: LedgerCart | undefined,
  { step, late }: { step: StepRecord; late: boolean },
  input: DecisionInput,
): AlertDecision {
  const { truth, context, now } = input;
  const episode = currentEpisode(cart);
  const known = own ?? {
    cartId: cartIdOf(input.store, input.shopper, cart.openedBy),
    owner: input.shopper,
    heldOut: isHeldOut(input),
    alerts: [],
    recoveries: [],
    expired: false,
    told: [],
  };
  const facts = {
    episode: episodeNumber(cart, step.step, known),
    step: step.step,
    stage: cart.stage,
    dueAt: step.dueAt,
    firedAt: now,
    late,
    lastActivityAt: idleSince(truth, cart, context.rules),
  };
  const endpoints = known.heldOut
    ? []
    : addresseesOfAlert({ stage: cart.stage, userId: truth.profile.userId }, input.endpoints);
  const id = alertOutcomeId(known.cartId, facts.episode, "abandoned", facts.step);
  const data = alertData(input, cart, known.cartId, facts);
  const alert: Alert = {
    ...facts,
    id,
    beganBy: episode.beganBy,
    status: "standing",
    addressed: endpoints,
    attempted: [],
    data,
  };
  const outcome: Outcome = { id, type: "cart.abandoned", at: now, alertId: id, owner: known.owner, data, endpoints };
  return { kind: "alert", cart: { ...known, alerts: [...known.alerts, alert] }, alert, outcome };
}

/** An episode keeps the number of its first alert; a new one comes after every number given before. */
function episodeNumber(cart: Cart, step: number, known: LedgerCart): number {
  const episode = currentEpisode(cart);
  const same = known.alerts.find((alert) => holds(episode, alert.beganBy))?.episode;
  // Late events may divide episodes otherwise than they were told: no step is told twice under one number.
  const isTold = known.alerts.some((alert) => alert.episode === same && alert.step === step);
  if (same !== undefined && !isTold) return same;
  return Math.max(cart.episodes.length, 1 + Math.max(0, ...known.alerts.map((alert) => alert.episode)));
}
