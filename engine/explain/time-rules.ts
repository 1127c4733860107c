import type { ExplainedRule } from "../../protocol/explain.ts";
import { type Cart, currentEpisode } from "../cart/cart.ts";
import { type Due, idleSince, nextDue } from "../truth/next-due.ts";
import type { ExplainInput } from "./explain-input.ts";
import type { Foresight } from "./foresee.ts";
import { durationText, timeText } from "./in-words.ts";

/** The rules that only say when: idleness, ladder, quiet hours, the wait for late events. */
export function timeRules(input: ExplainInput, cart: Cart, foresight: Foresight): ExplainedRule[] {
  return [...idleRules(input, cart), quietRule(input, foresight), graceRule(input, foresight)];
}

/** When the next step would be due if there were no quiet hours; null when no step comes. */
export function dueWithoutQuietHours({ truth, context }: Pick<ExplainInput, "truth" | "context">): Due | null {
  const due = nextDue(truth, { ...context, rules: { ...context.rules, quietHours: null } });
  return due?.kind === "step" ? due : null;
}

/** True when quiet hours hold back what is due now, or move what comes next. */
export function isHeldByQuietHours(input: ExplainInput, foresight: Foresight): boolean {
  if (foresight.kind === "wait") {
    const settled = Math.max(foresight.noticedAt, input.lastReceivedAt) + input.context.rules.constants.lateGraceMs;
    return foresight.until > Math.max(settled, input.now);
  }
  if (foresight.kind === "never") return false;
  const unheld = dueWithoutQuietHours(input);
  return unheld !== null && unheld.at < (nextDue(input.truth, input.context)?.at ?? unheld.at);
}

function idleRules(input: ExplainInput, cart: Cart): ExplainedRule[] {
  const { truth, context } = input;
  const { rules } = context;
  const { steps } = currentEpisode(cart);
  const due = nextDue(truth, context);
  const pending = due?.kind === "step" ? due : null;
  const cutoff = rules.cutoffMs[cart.stage];
  const idle = idleSince(truth, cart, rules);
  const first = pending !== null && steps.length === 0;
  const rule: ExplainedRule = {
    rule: "cutoff",
    passes: !first,
    message: `Idle since ${timeText(idle)}, by ${rules.idlePolicy === "any_activity" ? "any activity" : "cart activity"}.`,
    idle_since: timeText(idle),
    stage: cart.stage,
    cutoff_minutes: cutoff === null ? null : cutoff / 60_000,
    ...(first ? { until: timeText(pending.at) } : {}),
  };
  if (rules.ladderMs.length === 0) return [rule];
  const later = pending !== null && pending.step > 1;
  const ladder: ExplainedRule = {
    rule: "ladder",
    passes: !later,
    message: `Further steps after ${rules.ladderMs.map(durationText).join(", ")} of idleness.`,
    ...(later ? { until: timeText(pending.at), steps: [pending.step] } : {}),
  };
  return [rule, ladder];
}

function quietRule(input: ExplainInput, foresight: Foresight): ExplainedRule {
  const { quietHours, timeZone } = input.context.rules;
  if (quietHours === null) return { rule: "quiet_hours", passes: true, message: "There are no quiet hours." };
  const held = isHeldByQuietHours(input, foresight);
  const message = `Quiet hours are from ${quietHours.from} to ${quietHours.to} in ${timeZone}.`;
  const until = foresight.kind === "wait" ? foresight.until : nextDue(input.truth, input.context)?.at;
  return { rule: "quiet_hours", passes: !held, message, ...(held && until ? { until: timeText(until) } : {}) };
}

function graceRule({ context }: ExplainInput, foresight: Foresight): ExplainedRule {
  const waits = foresight.kind === "wait";
  const grace = durationText(context.rules.constants.lateGraceMs);
  const message = waits
    ? `It came to notice more than ${grace} after it was due, and waits until ${grace} have passed without news.`
    : "Nothing came to notice late.";
  return { rule: "late_grace", passes: !waits, message, ...(waits ? { until: timeText(foresight.until) } : {}) };
}
