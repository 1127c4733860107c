import type { ShopperEvent } from "../../engine/event.ts";

/** An event as it is stored: without the fields that say nothing. */
export type StoredEvent = Partial<ShopperEvent> & Pick<ShopperEvent, "id" | "name" | "at" | "receivedAt" | "currency">;

const SILENT: Omit<ShopperEvent, "id" | "name" | "at" | "receivedAt" | "currency"> = {
  trust: "claim",
  sessionId: null,
  userId: null,
  anonymousId: null,
  verified: false,
  items: null,
  valueMinor: null,
  transactionId: null,
  cartToken: null,
  coupon: null,
  locale: null,
  traits: null,
};

/** Leaves out nulls, and what is the rule. */
export function encodeEvent(event: ShopperEvent): StoredEvent {
  const told = Object.entries(event).filter(
    ([field, value]) => value !== null && value !== undefined && value !== SILENT[field as keyof typeof SILENT],
  );
  return Object.fromEntries(told) as StoredEvent;
}

/** Undoes {@link encodeEvent}. */
export function decodeEvent(stored: StoredEvent): ShopperEvent {
  return { ...SILENT, ...stored };
}
