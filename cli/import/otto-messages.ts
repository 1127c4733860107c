import { messageId } from "../replay/message-id.ts";
import type { HistoryMessage } from "./history-line.ts";

/** A line of the OTTO data set: an anonymous shopper's events, with article, time in epoch milliseconds and type. */
export interface OttoSession {
  session: number | string;
  events: { aid: number | string; ts: number; type: string }[];
}

const EVENT_NAMES: Readonly<Record<string, string>> = {
  clicks: "view_item",
  carts: "add_to_cart",
  orders: "purchase",
};

/** True for a line of the OTTO data set. */
export function isOttoSession(value: object): value is OttoSession {
  return "session" in value && "events" in value && Array.isArray(value.events);
}

/** The messages of a line. What OTTO calls a session lasts for weeks: it is a shopper, and sessions are left to gaps. */
export function ottoMessages({ session, events }: OttoSession, line: number, text: string): HistoryMessage[] {
  const id = messageId(line, text);
  return events.map(({ aid, ts, type }, index): HistoryMessage => {
    const event = EVENT_NAMES[type] ?? type;
    const quantity = event === "view_item" ? {} : { quantity: 1 };
    return {
      messageId: `${id}-${String(index).padStart(4, "0")}`,
      type: "track",
      event,
      timestamp: new Date(Number.isFinite(ts) ? ts : 0).toISOString(),
      anonymousId: `otto-${session}`,
      properties: { items: [{ item_id: String(aid), ...quantity }] },
    };
  });
}
