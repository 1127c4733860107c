import { messageId } from "./message-id.ts";
import type { Rees46Row } from "./rees46-row.ts";

/** One message as a browser sends it: Segment's track. */
export interface TrackMessage {
  messageId: string;
  type: "track";
  event: string;
  /** RFC 3339 with milliseconds. */
  timestamp: string;
  userId?: string;
  sessionId?: string;
  properties: { items: TrackItem[] };
}

interface TrackItem {
  item_id?: string;
  item_brand?: string;
  item_category?: string;
  price?: number | string;
  quantity?: number;
}

const EVENT_NAMES: Readonly<Record<string, string>> = {
  view: "view_item",
  cart: "add_to_cart",
  remove_from_cart: "remove_from_cart",
  purchase: "purchase",
};

/**
 * Makes the message of a row, with the time given (epoch milliseconds). A purchase row names no order, so neither does
 * the message: each is a sale of its own. What is wrong in a row travels as it is: judging it is the collector's work.
 */
export function rowMessage(row: Rees46Row, at: number): TrackMessage {
  const item: TrackItem = {};
  if (row.productId !== "") item.item_id = row.productId;
  if (row.brand !== "") item.item_brand = row.brand;
  if (row.categoryCode !== "") item.item_category = row.categoryCode;
  if (row.price !== "") item.price = numberOrText(row.price);
  // A view states no quantity; a removal without one would take the whole line away.
  if (row.eventType !== "view") item.quantity = 1;
  const message: TrackMessage = {
    messageId: messageId(row.line, row.text),
    type: "track",
    event: EVENT_NAMES[row.eventType] ?? row.eventType,
    timestamp: new Date(at).toISOString(),
    properties: { items: [item] },
  };
  if (row.userId !== "") message.userId = row.userId;
  if (row.userSession !== "") message.sessionId = row.userSession;
  return message;
}

function numberOrText(text: string): number | string {
  const value = Number(text);
  return Number.isFinite(value) ? value : text;
}
