import { isAnyActivity } from "../activity.ts";
import type { ShopperEvent } from "../event.ts";
import { dayOf } from "../store-day.ts";
import { addTo } from "./add-to.ts";
import type { Engagement, LiveSession } from "./engagement.ts";
import type { EngagementRules } from "./fold-engagement.ts";

/** Types of events that one session tells apart; the rest counts as `other`. */
const SESSION_TYPES = 50;

/** When a session ends, as far as is known: its end, or the gap after its last activity. */
export function sessionStamp(session: Pick<LiveSession, "lastAt" | "endedAt">, gapMs: number): number {
  return session.endedAt ?? session.lastAt + gapMs;
}

/** Adds an event to its session, or begins one; seals the sessions that no late event can reach any more. */
export function foldSessions(engagement: Engagement, event: ShopperEvent, rules: EngagementRules): void {
  const { sessionGapMs, lateWindowMs } = rules.constants;
  seal(engagement, event.at - lateWindowMs - sessionGapMs, rules);
  const { live } = engagement;
  const current = live.findLast((session) => session.id === event.sessionId);
  const open = current !== undefined && current.endedAt === null && event.at - current.lastAt < sessionGapMs;
  if (event.name === "session_end") {
    if (open) current.endedAt = event.at;
    return;
  }
  // The shop's own server is no visitor: without a session id it neither opens a session nor prolongs one.
  if (!isAnyActivity(event) || (event.trust === "confirmed" && event.sessionId === null)) return;
  if (open) {
    current.lastAt = Math.max(current.lastAt, event.at);
    count(current.totals, event.name);
    return;
  }
  const { sessionId: id, at } = event;
  const first = id !== null && current === undefined;
  live.push({ id, startedAt: at, lastAt: at, endedAt: null, totals: { [event.name]: 1 }, first });
}

function count(totals: Record<string, number>, name: string): void {
  const known = Object.hasOwn(totals, name) || Object.keys(totals).length < SESSION_TYPES;
  addTo(totals, known ? name : "other", 1);
}

function seal(engagement: Engagement, before: number, rules: EngagementRules): void {
  if (!engagement.live.some((session) => session.lastAt < before)) return;
  for (const session of engagement.live) {
    if (session.lastAt >= before) continue;
    addEnded(engagement.ended, dayOf(sessionStamp(session, rules.constants.sessionGapMs), rules.timeZone), [
      1,
      (session.endedAt ?? session.lastAt) - session.startedAt,
    ]);
    if (session.first) engagement.endedIds += 1;
    for (const [type, events] of Object.entries(session.totals)) {
      addTo(engagement.endedTotals, type, events);
    }
  }
  engagement.live = engagement.live.filter((session) => session.lastAt >= before);
}

/** Adds sessions to the day of their end. */
export function addEnded(
  ended: Engagement["ended"],
  day: number,
  [sessions, durationMs]: readonly [number, number],
): void {
  const known = ended.find(([other]) => other === day);
  if (known === undefined) {
    ended.push([day, sessions, durationMs]);
    ended.sort(([a], [b]) => a - b);
    return;
  }
  known[1] += sessions;
  known[2] += durationMs;
}
