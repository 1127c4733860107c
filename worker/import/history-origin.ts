import { shopActionOf } from "../../engine/cart/shop-action.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { type HistoryOrigin, historyOriginSchema } from "../../protocol/history-origin.ts";
import { isRecord } from "../is-record.ts";

/** A message of the past without what is not the message's, and what an export knew of its event. */
export interface OriginalMessage {
  message: unknown;
  origin: HistoryOrigin;
}

/** Takes a message apart; null when what it says of its origin is nothing that an export writes. */
export function originalMessage(raw: unknown): OriginalMessage | null {
  if (!isRecord(raw)) return { message: raw, origin: {} };
  // When it was once sent says nothing about a clock now; what it was once trusted with is no part of the message.
  const { sentAt: _sentAt, trust: _trust, cartbeat, ...message } = raw;
  const parsed = historyOriginSchema.safeParse(cartbeat ?? {});
  if (!parsed.success) return null;
  const origin = parsed.data;
  return { message: isOwned(message) ? message : { ...message, ...ownerIds(origin) }, origin };
}

/** The event as it was when it was received first. `receivedAt`: now. */
export function originalEvent(
  { message, origin }: OriginalMessage,
  given: { shopper: ShopperKey; event: ShopperEvent },
  receivedAt: number,
): { shopper: ShopperKey; event: ShopperEvent } {
  const { received_at, shopper, verified, marks, restore_token } = origin;
  const event = { ...given.event };
  if (received_at !== undefined) event.receivedAt = Math.min(receivedAt, Date.parse(received_at));
  if (verified) event.verified = true;
  if (marks?.includes("bot_agent")) event.botAgent = true;
  if (marks?.includes("automated")) event.automated = true;
  if (marks?.includes("internal")) event.internal = true;
  if (restore_token !== undefined) event.restoreToken = restore_token;
  if (shopper === undefined) return { shopper: given.shopper, event };
  if (isRecord(message) && message["ownedByOrigin"] === true) {
    Object.assign(event, { userId: null, anonymousId: null, verified: false });
  }
  // What the shop did to a cart says nothing of money.
  if (shopActionOf(event) !== null) event.currency = "";
  return { shopper: shopper as ShopperKey, event };
}

function isOwned({ userId, anonymousId }: Record<string, unknown>): boolean {
  return (userId ?? anonymousId ?? null) !== null;
}

/** An event without ids of its own is read under its shopper's. */
function ownerIds({ shopper }: HistoryOrigin): object {
  if (shopper === undefined) return {};
  const id = shopper.slice(2);
  return { ...(shopper.startsWith("u:") ? { userId: id } : { anonymousId: id }), ownedByOrigin: true };
}
