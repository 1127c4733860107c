import { minorUnits } from "../../engine/money.ts";
import type { HistoryOrigin } from "../../protocol/history-origin.ts";

/** A row of GET /v1/events, as far as an export tells it. */
export interface EventRow {
  event_id: string;
  event_type: string;
  timestamp: string;
  received_at: string;
  shopper: string;
  shopper_kind: "user" | "anonymous";
  user_id: string | null;
  anonymous_id: string | null;
  session_id: string | null;
  source: string | null;
  device: string | null;
  trust: "claim" | "confirmed";
  identity_verified: boolean;
  marks: NonNullable<HistoryOrigin["marks"]>;
  cart_token: string | null;
  coupon: string | null;
  locale: string | null;
  traits: Record<string, unknown> | null;
  restore_token: string | null;
  transaction_id: string | null;
  value_minor: number | null;
  currency: string;
  has_items: boolean;
  items: {
    item_id: string;
    item_name?: string;
    item_variant?: string;
    quantity: number | null;
    price_minor: number | null;
    currency?: string;
    url?: string;
    image_url?: string;
  }[];
}

/**
 * An event of the log as a message that `cartbeat import` (and any Segment-compatible reader) takes. Under `cartbeat`
 * stands what no client's message says, so that the export of an import is the same, byte for byte.
 */
export function exportedEvent(row: EventRow): Record<string, unknown> {
  const { user_id, anonymous_id, session_id, trust, traits, locale } = row;
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
    context: locale === null ? null : { locale },
    traits,
    properties: told({
      source: row.source,
      device: row.device,
      cart_token: row.cart_token,
      coupon: row.coupon,
      transaction_id: row.transaction_id,
      value: row.value_minor === null ? null : major(row.value_minor, row.currency),
      currency: row.currency === "" ? null : row.currency,
      items: itemsOf(row),
    }),
    cartbeat: originOf(row),
  });
}

/** Whose event it is need not be said where its ids do. */
function originOf(row: EventRow): Record<string, unknown> {
  const { user_id, anonymous_id, shopper, shopper_kind, marks, trust } = row;
  const named = user_id === null ? `a:${anonymous_id ?? ""}` : `u:${user_id}`;
  const key = `${shopper_kind === "user" ? "u" : "a"}:${shopper}`;
  return told({
    received_at: row.received_at,
    shopper: named === key ? null : key,
    // The import takes a confirmed event's user id for proven anyway.
    verified: row.identity_verified && trust === "claim" ? true : null,
    marks: marks.length === 0 ? null : marks,
    restore_token: row.restore_token,
  });
}

/** A snapshot of an empty cart says something. */
function itemsOf({ has_items, items, currency }: EventRow): object[] | null {
  if (!has_items) return null;
  return items.map((item) => {
    const own = item.currency ?? currency;
    return told({
      item_id: item.item_id,
      item_name: item.item_name ?? null,
      item_variant: item.item_variant ?? null,
      quantity: item.quantity,
      price: item.price_minor === null ? null : major(item.price_minor, own),
      currency: own === currency ? null : own,
      url: item.url ?? null,
      image_url: item.image_url ?? null,
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
