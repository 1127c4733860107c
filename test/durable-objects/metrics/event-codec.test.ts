import { describe, expect, test } from "vitest";
import { decodeEvents, encodeEvents } from "../../../durable-objects/metrics/event-codec.ts";
import { tokensOf } from "../../../durable-objects/metrics/event-filter.ts";
import { mayContain, tokenFilter } from "../../../durable-objects/metrics/token-filter.ts";
import type { ShopperLogged } from "../../../durable-objects/metrics/event-codec.ts";
import { type LoggedEvent, loggedEvent } from "../../../engine/contribution/logged-event.ts";
import { NOON } from "./delta-of.ts";

const PLAIN: LoggedEvent = {
  id: "0123456789abcdef",
  name: "view_item",
  at: NOON,
  receivedAt: NOON,
  trust: "claim",
  sessionId: null,
  userId: null,
  anonymousId: null,
  source: null,
  device: null,
  items: [],
  valueMinor: null,
  currency: "USD",
  orderId: null,
};

const logged = (event: Partial<LoggedEvent>, shopper: ShopperLogged["shopper"] = "u:1"): ShopperLogged => ({
  shopper,
  event: { ...PLAIN, ...event },
});

describe("what is encoded comes back", () => {
  test.each<[string, Partial<LoggedEvent>]>([
    ["nothing but what must be", {}],
    ["the shopper's own id, and another", { userId: "1", anonymousId: "someone" }],
    ["texts of any language", { name: "đã xem", sessionId: "🛒", source: "", device: "tablet" }],
    ["received before it happened, and long after", { receivedAt: NOON - 70_000 }],
    ["received years later", { receivedAt: NOON + 3 * 365 * 86_400_000 }],
    ["money up to 2^53", { valueMinor: 2 ** 53 - 2, orderId: "T-1", trust: "confirmed" }],
    ["money of nothing", { valueMinor: 0 }],
    [
      "items with everything, with nothing, with fractions",
      {
        items: [
          ["sku-1", 2, 1999, "EUR", "Tea"],
          ["sku-2", null, null, "USD", null],
          ["sku-3", 0.25, 0, "USD", null],
          ["sku-4", 0, 2 ** 50, "VND", ""],
        ],
      },
    ],
  ])("%s", (_, event) => {
    const events = [logged({}), logged(event), logged(event, "a:2")];
    expect(decodeEvents(encodeEvents(events))).toEqual(events);
  });

  test("no events at all", () => {
    expect(decodeEvents(encodeEvents([]))).toEqual([]);
  });
});

/** Traffic as browsers send it: ids of 36 characters, five events a session, one or two items. */
function traffic(count: number): ShopperLogged[] {
  return Array.from({ length: count }, (_, index) => {
    const shopper = `a:8f14e45f-ceea-467f-a0e6-${String(Math.floor(index / 5)).padStart(12, "0")}` as const;
    const event = loggedEvent({
      id: `message-${index}`,
      trust: "claim",
      name: index % 10 === 0 ? "add_to_cart" : "view_item",
      at: NOON + index * 700,
      receivedAt: NOON + index * 700 + 350,
      sessionId: `c9f0f895-fb98-4b91-9d0a-${String(Math.floor(index / 5)).padStart(12, "0")}`,
      userId: null,
      anonymousId: shopper.slice(2),
      verified: false,
      items: [
        {
          id: `sku-${(index * 7919) % 3000}`,
          variant: null,
          name: `Product number ${(index * 7919) % 3000}`,
          priceMinor: 1000 + (index % 50) * 100,
          currency: "USD",
          quantity: 1,
          url: null,
          imageUrl: null,
        },
      ],
      valueMinor: null,
      currency: "USD",
      transactionId: null,
      cartToken: null,
      coupon: null,
      locale: null,
      traits: null,
      source: "website",
      device: "mobile",
    });
    return { shopper, event };
  });
}

test("an event takes fewer than 100 bytes, its share of dictionary and filter included", () => {
  const events = traffic(2048);
  const bytes = encodeEvents(events).length + tokenFilter(new Set(events.flatMap(tokensOf))).length;
  expect(bytes / events.length).toBeLessThan(65);
});

test("a filter never denies what is in it, and mostly denies what is not", () => {
  const tokens = new Set(traffic(2048).flatMap(tokensOf));
  const filter = tokenFilter(tokens);
  expect([...tokens].every((token) => mayContain(filter, token))).toBe(true);
  const strangers = Array.from({ length: 1000 }, (_, index) => `istranger-${index}`);
  expect(strangers.filter((token) => mayContain(filter, token)).length).toBeLessThan(50);
});
