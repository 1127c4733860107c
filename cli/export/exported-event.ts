import { minorUnits } from "../../engine/money.ts";

/** A row of GET /v1/events, as far as an export tells it. */
export interface EventRow {
  event_id: string;
  event_type: string;
  timestamp: string;
  user_id: string | null;
  anonymous_id: string | null;
  session_id: string | null;
  source: string | null;
  device: string | null;
  trust: "claim" | "confirmed";
  transaction_id: string | null;
  value_minor: number | null;
  currency: string;
  items: {
    item_id: string;
    item_name?: string;
    quantity: number | null;
    price_minor: number | null;
    currency?: string;
  }[];
}

/**
 * An event of the log as a message that `cartbeat import` (and any Segment-compatible reader) takes. It says nothing of
 * when it was received, so that the export of an import is the same, byte for byte.
 */
export function exportedEvent(row: EventRow): Record<string, unknown> {
  const { user_id, anonymous_id, session_id, trust } = row;
  const isIdentify = row.event_type === "identify";
  return told({
    messageId: row.event_id,
    type: isIdentify ? "identify" : "track",
    event: isIdentify ? null : row.event_type,
    timestamp: row.timestamp,
    userId: user_id,
    anonymousId: anonymous_id,
    sessionId: session_id,
    trust: trust === "confirmed" ? trust : null,
    properties: told({
      source: row.source,
      device: row.device,
      transaction_id: row.transaction_id,
      value: row.value_minor === null ? null : major(row.value_minor, row.currency),
      currency: row.currency,
      items: itemsOf(row),
    }),
  });
}

/** A snapshot of an empty cart says something; of other events an empty list is none. */
function itemsOf({ event_type, items, currency }: EventRow): object[] | null {
  if (items.length === 0 && event_type !== "cart_updated") return null;
  return items.map((item) => {
    const own = item.currency ?? currency;
    return told({
      item_id: item.item_id,
      item_name: item.item_name ?? null,
      quantity: item.quantity,
      price: item.price_minor === null ? null : major(item.price_minor, own),
      currency: own === currency ? null : own,
    });
  });
}

/** Minor units as decimal text of major units: 1999 of USD is `19.99`. */
function major(minor: number, currency: string): string {
  const digits = minorUnits(currency);
  if (digits === 0) return String(minor);
  const text = String(Math.abs(minor)).padStart(digits + 1, "0");
  return `${minor < 0 ? "-" : ""}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

function told(fields: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}
