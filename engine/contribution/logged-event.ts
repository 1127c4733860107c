import { hashHex } from "../hash.ts";
import type { ShopperEvent, Trust } from "../event.ts";

/** An item of a logged event: [id, quantity, unit price in minor units, currency, name]. */
export type LoggedItem = [
  id: string,
  quantity: number | null,
  priceMinor: number | null,
  currency: string,
  name: string | null,
];

/** An accepted event as the log keeps it. Times are epoch milliseconds. */
export interface LoggedEvent {
  /** 16 hexadecimal digits: hash of trust and message id. */
  id: string;
  name: string;
  at: number;
  receivedAt: number;
  trust: Trust;
  sessionId: string | null;
  userId: string | null;
  anonymousId: string | null;
  source: string | null;
  device: string | null;
  items: LoggedItem[];
  valueMinor: number | null;
  currency: string;
  orderId: string | null;
}

/** What the log exports of an id stays what it is when it comes back with an import. */
const EXPORTED_ID = /^[0-9a-f]{16}$/;

/** What the log keeps of an event. Names of items are kept where they are added: the statistics show them. */
export function loggedEvent(event: ShopperEvent): LoggedEvent {
  const named = event.name === "add_to_cart";
  return {
    id: EXPORTED_ID.test(event.id) ? event.id : hashHex(`${event.trust} ${event.id}`).slice(0, 16),
    name: event.name,
    at: event.at,
    receivedAt: event.receivedAt,
    trust: event.trust,
    sessionId: event.sessionId,
    userId: event.userId,
    anonymousId: event.anonymousId,
    source: event.source ?? null,
    device: event.device ?? null,
    items: (event.items ?? []).map(({ id, quantity, priceMinor, currency, name }) => [
      id,
      quantity,
      priceMinor,
      currency,
      named ? name : null,
    ]),
    valueMinor: event.valueMinor,
    currency: event.currency,
    orderId: event.transactionId,
  };
}
