import { mergeDelivered } from "../delivery/merge-delivered.ts";
import { addTo } from "./add-to.ts";
import type { Engagement, LiveSession, OrderLines } from "./engagement.ts";
import { addEnded } from "./fold-sessions.ts";

/** What two shoppers who are one have done together: days and sessions of both; a session that both were in is one. */
export function mergeEngagements(user: Engagement, other: Engagement): Engagement {
  const ended = user.ended.map(([day, count, durationMs]): [number, number, number] => [day, count, durationMs]);
  for (const [day, count, durationMs] of other.ended) addEnded(ended, day, [count, durationMs]);
  return {
    days: mergeDays(user.days, other.days),
    live: mergeSessions(user.live, other.live),
    ended,
    endedTotals: sums(user.endedTotals, other.endedTotals),
    endedIds: user.endedIds + other.endedIds,
    funnel: [...new Set([...user.funnel, ...other.funnel])].toSorted((a, b) => a - b),
    orders: mergeOrders(user.orders, other.orders),
    ...mergeDelivered(user, other),
  };
}

function mergeDays(a: Engagement["days"], b: Engagement["days"]): Engagement["days"] {
  const counts = new Map(a);
  for (const [day, count] of b) counts.set(day, (counts.get(day) ?? 0) + count);
  return [...counts].toSorted(([x], [y]) => x - y);
}

function mergeSessions(a: LiveSession[], b: LiveSession[]): LiveSession[] {
  const merged = a.map((session) => ({ ...session }));
  for (const session of b) {
    const same = merged.find(
      ({ id, startedAt, lastAt }) =>
        id !== null && id === session.id && startedAt <= session.lastAt && session.startedAt <= lastAt,
    );
    if (same === undefined) {
      const known = session.id !== null && merged.some(({ id }) => id === session.id);
      merged.push({ ...session, first: session.first && !known });
      continue;
    }
    same.startedAt = Math.min(same.startedAt, session.startedAt);
    same.lastAt = Math.max(same.lastAt, session.lastAt);
    same.endedAt = same.endedAt ?? session.endedAt;
    same.totals = sums(same.totals, session.totals);
    same.first ||= session.first;
  }
  return merged.toSorted((x, y) => x.startedAt - y.startedAt);
}

function mergeOrders(a: Record<string, OrderLines>, b: Record<string, OrderLines>): Record<string, OrderLines> {
  const merged = { ...a };
  for (const [id, order] of Object.entries(b)) {
    const known = Object.hasOwn(merged, id) ? merged[id] : undefined;
    const wins =
      known === undefined ||
      (order.trust === known.trust ? order.receivedAt < known.receivedAt : order.trust === "confirmed");
    if (wins)
      merged[id] = {
        ...order,
        refunded: known === undefined ? order.refunded : [...known.refunded, ...order.refunded],
      };
  }
  return merged;
}

function sums(a: Record<string, number>, b: Record<string, number>): Record<string, number> {
  const merged = { ...a };
  for (const [key, value] of Object.entries(b)) addTo(merged, key, value);
  return merged;
}
