import type { ShopperLogged } from "./event-codec.ts";

/** Which events are asked for. Null: any. Times are epoch milliseconds, `from` included, `to` excluded. */
export interface EventFilter {
  from: number;
  to: number;
  name: string | null;
  source: string | null;
  device: string | null;
  /** User ids or anonymous ids of one shopper. */
  customers: string[] | null;
  item: string | null;
  session: string | null;
}

/** The words by which a filter finds an event: for each field its letter and value. */
export function tokensOf({ shopper, event }: ShopperLogged): string[] {
  const tokens = [`n${event.name}`, `c${shopper.slice(2)}`];
  if (event.userId !== null) tokens.push(`c${event.userId}`);
  if (event.anonymousId !== null) tokens.push(`c${event.anonymousId}`);
  if (event.sessionId !== null) tokens.push(`s${event.sessionId}`);
  if (event.source !== null) tokens.push(`o${event.source}`);
  if (event.device !== null) tokens.push(`d${event.device}`);
  for (const [item] of event.items) tokens.push(`i${item}`);
  return tokens;
}

/** Groups of words: an event that is asked for has one of each. */
export function wantedTokens(filter: EventFilter): string[][] {
  const { name, source, device, customers, item, session } = filter;
  const wanted: [string, string | null][] = [
    ["i", item],
    ["s", session],
    ["n", name],
    ["o", source],
    ["d", device],
  ];
  const groups = wanted.flatMap(([letter, value]) => (value === null ? [] : [[letter + value]]));
  if (customers !== null) groups.push(customers.map((id) => `c${id}`));
  return groups;
}

/** True when the event is among those asked for. */
export function isWanted({ shopper, event }: ShopperLogged, filter: EventFilter): boolean {
  const { name, source, device, customers, item, session } = filter;
  if (event.at < filter.from || event.at >= filter.to) return false;
  if (name !== null && event.name !== name) return false;
  if (source !== null && event.source !== source) return false;
  if (device !== null && event.device !== device) return false;
  if (session !== null && event.sessionId !== session) return false;
  if (item !== null && !event.items.some(([id]) => id === item)) return false;
  if (customers === null) return true;
  return [event.userId, event.anonymousId, shopper.slice(2)].some((id) => id !== null && customers.includes(id));
}
