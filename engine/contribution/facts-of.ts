import { deliveryFacts } from "../delivery/delivery-facts.ts";
import { activeDaysOf } from "../engagement/active-days.ts";
import { hashHex } from "../hash.ts";
import { dayOf } from "../store-day.ts";
import type { Ledger } from "../ledger/ledger.ts";
import type { Rules } from "../rules.ts";
import type { Truth } from "../truth/truth.ts";
import { armFacts } from "./arm-facts.ts";
import type { Engagement } from "./engagement.ts";
import { episodeFacts } from "./episode-facts.ts";
import type { EndedFact, Fact, SessionFact } from "./fact.ts";
import { sessionStamp } from "./fold-sessions.ts";
import { FUNNEL_BASE } from "./funnel-step.ts";

/** Days of sealed sessions that a profile can look back on, and then some. */
const ENDED_DAYS = 62;

/** What the facts are made of. */
export interface FactSources {
  engagement: Engagement;
  /** Advanced to the present. */
  truth: Truth;
  ledger: Ledger;
  rules: Rules;
  activityThreshold: number;
  heldOut: boolean;
}

/** All that a shopper contributes to the metrics, part by part. A pure function: the same state gives the same facts. */
export function factsOf(sources: FactSources): Fact[] {
  const { engagement, rules } = sources;
  const facts: Fact[] = [];
  const days = activeDaysOf(new Map(engagement.days), sources.activityThreshold);
  if (days.length > 0) facts.push({ key: "d", at: Infinity, value: days });
  if (engagement.ended.length > 0) facts.push({ key: "p", at: Infinity, value: endedFact(engagement) });
  for (const session of engagement.live) {
    const stamp = sessionStamp(session, rules.constants.sessionGapMs);
    const durationMs = (session.endedAt ?? session.lastAt) - session.startedAt;
    const value: SessionFact = [stamp, dayOf(stamp, rules.timeZone), durationMs, session.first ? 1 : 0, session.totals];
    const key = `s:${hashHex(`${session.id ?? ""}\n${session.startedAt}`).slice(0, 12)}`;
    facts.push({ key, at: Infinity, value });
  }
  facts.push(...funnelFacts(engagement.funnel, rules.timeZone));
  facts.push(...deliveryFacts(engagement, rules.timeZone));
  facts.push(...episodeFacts(sources), ...armFacts(sources));
  return facts;
}

function endedFact({ ended, endedTotals, endedIds }: Engagement): EndedFact {
  const last = ended.at(-1)?.[0] ?? 0;
  const sealed = ended.reduce((sum, [, count]) => sum + count, 0);
  return { days: ended.filter(([day]) => day > last - ENDED_DAYS), totals: endedTotals, ids: endedIds, count: sealed };
}

function funnelFacts(funnel: readonly number[], timeZone: string): Fact[] {
  const days = Map.groupBy(funnel, (packed) => dayOf(Math.floor(packed / FUNNEL_BASE), timeZone));
  return Array.from(days, ([day, steps]) => ({
    key: `f:${day}`,
    at: Math.floor((steps[0] ?? 0) / FUNNEL_BASE),
    value: steps,
  }));
}
