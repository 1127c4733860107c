import type { ShopperEvent } from "../event.ts";
import { dayOf } from "../store-day.ts";
import type { EngagementRules } from "./fold-engagement.ts";
import { FUNNEL_BASE, funnelStepOf } from "./funnel-step.ts";

/** A day with more steps keeps only those that can make a difference: shoppers cost alike, however restless. */
const MOST_STEPS_OF_DAY = 64;

/**
 * Notes the step of an event. A range of days begins at midnight and a funnel takes the first step that fits, so of a
 * day only its first view matters, and of equal steps without another between them only the first. Steps of one
 * millisecond follow one another in the order of the funnel, in whatever order they come: which of them matter is not
 * known before the next millisecond.
 */
export function foldFunnel(funnel: number[], event: ShopperEvent, rules: EngagementRules): void {
  const step = funnelStepOf(event);
  if (step === null) return;
  const horizon = (event.at - rules.expireMs - rules.constants.lateWindowMs) * FUNNEL_BASE;
  if ((funnel[0] ?? Infinity) < horizon) {
    funnel.splice(0, funnel.length, ...funnel.filter((packed) => packed >= horizon));
  }
  const last = funnel.at(-1);
  if (last !== undefined && timeOf(last) < event.at) settle(funnel, timeOf(last), rules);
  const packed = event.at * FUNNEL_BASE + step;
  if (funnel.slice(-FUNNEL_BASE).includes(packed)) return;
  funnel.push(packed);
  // After a merge, events may lie before what the other shopper had done.
  if ((funnel.at(-2) ?? 0) > packed) funnel.sort((a, b) => a - b);
}

/** Keeps of the last steps, which were taken at one time, those that matter. */
function settle(funnel: number[], at: number, rules: EngagementRules): void {
  let from = funnel.length - 1;
  while (from > 0 && timeOf(funnel[from - 1] ?? 0) === at) from -= 1;
  const day = dayOf(at, rules.timeZone);
  const isOfDay = (packed: number | undefined) => packed !== undefined && dayOf(timeOf(packed), rules.timeZone) === day;
  for (const packed of funnel.splice(from)) {
    const step = packed % FUNNEL_BASE;
    const before = step === 0 ? funnel.findLast((other) => other % FUNNEL_BASE === 0) : funnel.at(-1);
    if (before === undefined || before % FUNNEL_BASE !== step || !isOfDay(before)) funnel.push(packed);
  }
  if (isOfDay(funnel.at(-1 - MOST_STEPS_OF_DAY))) prune(funnel, isOfDay);
}

/**
 * Takes away what no range of days can find of the last day. A funnel looks for the first of a step after midnight, or
 * after the step below that it has found: what comes later than the first after the last such step is never it. At most
 * one step of the lowest kind stays, two of the next, and so on.
 */
function prune(funnel: number[], isOfDay: (packed: number | undefined) => boolean): void {
  let from = funnel.length;
  while (isOfDay(funnel[from - 1])) from -= 1;
  const last: (number | undefined)[] = [];
  const kept = funnel.splice(from).filter((packed) => {
    const step = packed % FUNNEL_BASE;
    const before = last[step];
    if (before !== undefined && before >= (last[step - 1] ?? -Infinity)) return false;
    last[step] = packed;
    return true;
  });
  funnel.push(...kept);
}

function timeOf(packed: number): number {
  return Math.floor(packed / FUNNEL_BASE);
}
