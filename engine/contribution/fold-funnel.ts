import type { ShopperEvent } from "../event.ts";
import { dayOf } from "../store-day.ts";
import type { EngagementRules } from "./fold-engagement.ts";
import { FUNNEL_BASE, funnelStepOf } from "./funnel-step.ts";

/**
 * Notes the step of an event. A range of days begins at midnight and a funnel takes the first step that fits, so of a
 * day only its first view matters, and of equal steps without another between them only the first.
 */
export function foldFunnel(funnel: number[], event: ShopperEvent, day: number, rules: EngagementRules): void {
  const step = funnelStepOf(event);
  if (step === null) return;
  const horizon = (event.at - rules.expireMs - rules.constants.lateWindowMs) * FUNNEL_BASE;
  if ((funnel[0] ?? Infinity) < horizon) {
    funnel.splice(0, funnel.length, ...funnel.filter((packed) => packed >= horizon));
  }
  for (let at = funnel.length - 1; at >= 0; at -= 1) {
    const packed = funnel[at] ?? 0;
    if (dayOf(Math.floor(packed / FUNNEL_BASE), rules.timeZone) !== day) break;
    if (packed % FUNNEL_BASE === step) return;
    if (step !== 0) break;
  }
  funnel.push(event.at * FUNNEL_BASE + step);
  // After a merge, events may lie before what the other shopper had done.
  if ((funnel.at(-2) ?? 0) > (funnel.at(-1) ?? 0)) funnel.sort((a, b) => a - b);
}
