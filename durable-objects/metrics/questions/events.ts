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

/** Where an event stands in the log. */
export interface EventPosition {
  at: number;
  id: string;
}

/** The order of the log: time, then id, then shopper. */
export function compareLogged(a: ShopperLogged, b: ShopperLogged): number {
  return comparePositions(a.event, b.event) || (a.shopper < b.shopper ? -1 : Number(a.shopper > b.shopper));
}

/** The order of positions. */
function comparePositions(a: EventPosition, b: EventPosition): number {
  return a.at - b.at || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** The events of this shard that a filter wants, in order. What cannot match is not unpacked. */
export function events(state: ShardState, { filter, after, limit }: EventsQuestion): ShopperLogged[] {
  const from = Math.max(filter.from, after?.at ?? -Infinity);
  let found: ShopperLogged[] = [];
  for (const list of state.events.lists(from, filter.to, wantedTokens(filter))) {
    const last = found.length < limit ? undefined : found.at(-1);
    if (last !== undefined && list.firstAt > last.event.at) break;
    const matching = list
      .events()
      .filter((logged) => isWanted(logged, filter) && (after === null || comparePositions(logged.event, after) > 0));
    if (matching.length > 0) found = firstInOrder([...found, ...matching], limit, compareLogged);
  }
  return found;
}
