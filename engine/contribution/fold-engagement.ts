import { isAnyActivity } from "../activity.ts";
import { foldTabs } from "../delivery/fold-tabs.ts";
import type { ShopperEvent } from "../event.ts";
import type { Rules } from "../rules.ts";
import { dayOf } from "../store-day.ts";
import type { Engagement } from "./engagement.ts";
import { foldFunnel } from "./fold-funnel.ts";
import { foldOrderLines } from "./fold-order-lines.ts";
import { foldSessions } from "./fold-sessions.ts";

/** What must be known of the store to fold behaviour. */
export type EngagementRules = Pick<Rules, "timeZone" | "constants" | "expireMs">;

/** Folds events, in the order of truth, into what is known of a shopper's behaviour. The value given is not changed. */
export function foldEngagement(
  before: Engagement,
  events: readonly ShopperEvent[],
  rules: EngagementRules,
): Engagement {
  if (events.length === 0) return before;
  const next: Engagement = {
    days: before.days.map(([day, count]) => [day, count]),
    live: before.live.map((session) => ({ ...session, totals: { ...session.totals } })),
    ended: before.ended.map(([day, count, durationMs]) => [day, count, durationMs]),
    endedTotals: { ...before.endedTotals },
    endedIds: before.endedIds,
    funnel: [...before.funnel],
    orders: { ...before.orders },
    tabs: [...before.tabs],
    delivered: before.delivered.map((day) => [...day]),
  };
  for (const event of events) if (!isMadeByUs(event)) fold(next, event, rules);
  return next;
}

/** An order that a merge put back among the events was counted when its purchase came. Real events have an owner. */
function isMadeByUs(event: ShopperEvent): boolean {
  return event.userId === null && event.anonymousId === null && event.id.startsWith("order ");
}

function fold(engagement: Engagement, event: ShopperEvent, rules: EngagementRules): void {
  const day = dayOf(event.at, rules.timeZone);
  if (isAnyActivity(event)) countDay(engagement.days, day);
  foldSessions(engagement, event, rules);
  foldFunnel(engagement.funnel, event, rules);
  foldOrderLines(engagement.orders, event, rules);
  foldTabs(engagement, event, day, rules.expireMs + 2 * rules.constants.lateWindowMs);
}

function countDay(days: Engagement["days"], day: number): void {
  let at = days.length;
  while (at > 0 && (days[at - 1]?.[0] ?? 0) > day) at -= 1;
  const known = days[at - 1];
  if (known?.[0] === day) known[1] += 1;
  else days.splice(at, 0, [day, 1]);
}
