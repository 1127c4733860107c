import type { Item, ShopperEvent, ShopperKey } from "../../../engine/event.ts";
import { event } from "../../support/shopper-events.ts";

/** A random number from 0 to 1, always the same sequence for a seed. */
export type Random = () => number;

/** Mulberry32. */
export function seeded(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

const NAMES = ["view_item", "view_item", "view_item", "add_to_cart", "begin_checkout", "purchase", "search", "like"];
const SOURCES = [undefined, "website", "mobile_app"];
const DEVICES = [undefined, "desktop", "mobile"];

/** One event of a shopper whose visits lie on some of the days before `until`; ids are unique. */
export function someEvent(random: Random, shopper: ShopperKey, at: number): ShopperEvent {
  const pick = <Value>(values: readonly Value[]): Value => values[Math.floor(random() * values.length)] as Value;
  const name = pick(NAMES);
  const [source, device] = [pick(SOURCES), pick(DEVICES)];
  const bare = shopper.slice(2);
  const items: Item[] = Array.from({ length: 1 + Math.floor(random() * 2) }, () => ({
    id: String(1 + Math.floor(random() * 12)),
    variant: null,
    name: "Thing",
    priceMinor: 100 + Math.floor(random() * 900),
    currency: random() < 0.9 ? "USD" : "EUR",
    quantity: 1 + Math.floor(random() * 3),
    url: null,
    imageUrl: null,
  }));
  const hasItems = name === "view_item" || name === "add_to_cart" || name === "purchase";
  return event(name, 0, {
    at,
    receivedAt: at,
    userId: shopper.startsWith("u:") ? bare : null,
    anonymousId: shopper.startsWith("a:") ? bare : null,
    sessionId: random() < 0.1 ? null : `${bare}-${Math.floor(at / 7_200_000)}`,
    items: hasItems ? items : null,
    transactionId: name === "purchase" ? `order-${at}-${bare}` : null,
    ...(source === undefined ? {} : { source }),
    ...(device === undefined ? {} : { device }),
  });
}
