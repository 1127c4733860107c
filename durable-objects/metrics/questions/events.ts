import type { LoggedEvent } from "../../../engine/contribution/logged-event.ts";
import type { ShopperKey } from "../../../engine/event.ts";
import { type EventFilter, isWanted, wantedTokens } from "../event-filter.ts";
import type { ShopperLogged } from "../event-codec.ts";
import { firstInOrder } from "../first-in-order.ts";
import type { ShardState } from "../shard-state.ts";

/** A page of the event log: the first so many behind a position. */
export interface EventsQuestion {
  filter: EventFilter;
  after: EventPosition | null;
  limit: number;
}

/** Where an event stands in the log: ids are unique within one shopper and trust only. */
export interface EventPosition {
  shopper: ShopperKey;
  event: Pick<LoggedEvent, "at" | "id" | "trust">;
}

/** The order of the log: time, then id, then shopper, then trust. */
export function compareLogged(a: EventPosition, b: EventPosition): number {
  return (
    a.event.at - b.event.at ||
    compareTexts(a.event.id, b.event.id) ||
    compareTexts(a.shopper, b.shopper) ||
    compareTexts(a.event.trust, b.event.trust)
  );
}

function compareTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The events of this shard that a filter wants, in order. What cannot match is not unpacked. */
export function events(state: ShardState, { filter, after, limit }: EventsQuestion): ShopperLogged[] {
  const from = Math.max(filter.from, after?.event.at ?? -Infinity);
  let found: ShopperLogged[] = [];
  for (const list of state.events.lists(from, filter.to, wantedTokens(filter))) {
    const last = found.length < limit ? undefined : found.at(-1);
    if (last !== undefined && list.firstAt > last.event.at) break;
    const matching = list.first(
      (logged) => isWanted(logged, filter) && (after === null || compareLogged(logged, after) > 0),
      limit,
    );
    if (matching.length > 0) found = firstInOrder([...found, ...matching], limit, compareLogged);
  }
  return found;
}
