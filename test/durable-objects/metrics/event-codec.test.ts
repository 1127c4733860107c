import { describe, expect, test } from "vitest";
import { decodeEvents, encodeEvents } from "../../../durable-objects/metrics/event-codec.ts";
import { tokensOf } from "../../../durable-objects/metrics/event-filter.ts";
import { mayContain, soughtToken, tokenFilter } from "../../../durable-objects/metrics/token-filter.ts";
import type { ShopperLogged } from "../../../durable-objects/metrics/event-codec.ts";
import { ENGINE_CONSTANTS } from "../../../engine/constants.ts";
import { type LoggedEvent, eventOfLogged, loggedEvent } from "../../../engine/contribution/logged-event.ts";
import { generateTraffic } from "../../../engine/generate/generate-traffic.ts";
import { normalizeBatch } from "../../../engine/normalize/normalize-batch.ts";
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
          [
            "sku-5",
            1,
            1999,
            "USD",
            "Shirt",
            { variant: "L", url: "/shirts/5", imageUrl: "https://cdn.shop.test/5.jpg" },
          ],
          ["sku-6", 1, 1999, "USD", "Shirt", { variant: "M" }],
        ],
      },
    ],
    ["an id of any form", { id: "Đơn hàng 7" }],
    ["an id that is a UUID", { id: "8f14e45f-ceea-467f-a0e6-000000000001" }],
    ["an id that only looks like one", { id: "8F14E45F-CEEA-467F-A0E6-000000000001" }],
    ["an empty list of items, which is not none", { emptyList: true }],
    [
      "everything that is seldom stated",
      {
        verified: true,
        botAgent: true,
        automated: true,
        internal: true,
        cartToken: "c-1",
        coupon: "TEN",
        locale: "vi-VN",
        traits: { name: "Lan", vip: true, orders: 3, note: null },
        restoreToken: "ab12",
      },
    ],
  ])("%s", (_, event) => {
    const events = [logged({}), logged(event), logged(event, "a:2")];
    expect(decodeEvents(encodeEvents(events))).toEqual(events);
  });

  test("no events at all", () => {
    expect(decodeEvents(encodeEvents([]))).toEqual([]);
  });

  test("a segment of the first version is read as it was written", () => {
    const hex =
      "010c0b6164645f746f5f6361727403753a310173026131067461626c657403542d310355534405736b752d310132034555520354656105736b" +
      "752d320123456789abcdef80d8c1a28c34bc05010203010500050607f503050809d00f0a0b0c00000700";
    const bytes = Uint8Array.from({ length: hex.length / 2 }, (_, at) =>
      Number.parseInt(hex.slice(2 * at, 2 * at + 2), 16),
    );
    const event: Partial<LoggedEvent> = {
      name: "add_to_cart",
      at: 1790000000000,
      receivedAt: 1790000000350,
      trust: "confirmed",
      sessionId: "s",
      userId: "1",
      anonymousId: "a1",
      device: "tablet",
      valueMinor: 500,
      orderId: "T-1",
      items: [
        ["sku-1", 2, 1999, "EUR", "Tea"],
        ["sku-2", null, null, "USD", null],
      ],
    };
    expect(decodeEvents(bytes)).toEqual([logged(event)]);
  });
});

/** Traffic as browsers send it, with all that a shop may tell: ids of 36 characters, five events a session. */
function traffic(count: number): ShopperLogged[] {
  return Array.from({ length: count }, (_, index) => {
    const visit = String(Math.floor(index / 5)).padStart(12, "0");
    const shopper = `a:8f14e45f-ceea-467f-a0e6-${visit}` as const;
    const product = (index * 7919) % 1500;
    const adds = index % 10 === 0;
    const event = loggedEvent({
      id: `1f0e3dad-9990-4c1e-8a11-${String(index).padStart(12, "0")}`,
      trust: "claim",
      name: adds ? "add_to_cart" : "view_item",
      at: NOON + index * 700,
      receivedAt: NOON + index * 700 + 350,
      sessionId: `c9f0f895-fb98-4b91-9d0a-${visit}`,
      userId: null,
      anonymousId: shopper.slice(2),
      verified: false,
      items: [
        {
          id: `sku-${product}`,
          variant: index % 3 === 0 ? "L" : null,
          name: `Product number ${product}`,
          priceMinor: 1000 + (index % 50) * 100,
          currency: "USD",
          quantity: 1,
          url: adds ? `/products/${product}` : null,
          imageUrl: adds ? `https://cdn.shop.test/images/${product}.jpg` : null,
        },
      ],
      valueMinor: null,
      currency: "USD",
      transactionId: null,
      cartToken: adds ? `cart-${visit}` : null,
      coupon: null,
      locale: "en-US",
      traits: null,
      source: "website",
      device: "mobile",
    });
    return { shopper, event };
  });
}

/** What the generator makes of a small shop. */
function generated(count: number): ShopperLogged[] {
  const options = { count, seed: "codec", until: NOON, lengthMs: 86_400_000, locale: "vi-VN" } as const;
  const { events } = normalizeBatch(
    Array.from(generateTraffic(options), ({ message }) => message),
    {
      receivedAt: NOON,
      sentAt: null,
      trust: "claim",
      currency: "VND",
      constants: ENGINE_CONSTANTS,
      maxShoppers: Infinity,
      identityVerification: "off",
    },
  );
  const slim = { traits: null };
  return events.map(({ shopper, event }) => ({ shopper, event: loggedEvent(event, slim) }));
}

test("an event of the log is the accepted event again, with nothing lost", () => {
  for (const { event } of [...traffic(20), ...generated(200)]) {
    expect(loggedEvent(eventOfLogged(event))).toEqual(event);
  }
});

test.each([
  ["a browser sends", traffic],
  ["the generator makes", generated],
])("an event that %s takes fewer than 100 bytes, its share of dictionary and filter included", (_, make) => {
  const events = make(2048);
  expect(events).toHaveLength(2048);
  const bytes = encodeEvents(events).length + tokenFilter(new Set(events.flatMap(tokensOf))).length;
  expect(bytes / events.length).toBeLessThan(100);
  expect(bytes / events.length).toBeGreaterThan(20);
});

test("a filter never denies what is in it, and mostly denies what is not", () => {
  const tokens = new Set(traffic(2048).flatMap(tokensOf));
  const filter = tokenFilter(tokens);
  expect([...tokens].every((token) => mayContain(filter, soughtToken(token)))).toBe(true);
  const strangers = Array.from({ length: 1000 }, (_, index) => `istranger-${index}`);
  expect(strangers.filter((token) => mayContain(filter, soughtToken(token))).length).toBeLessThan(50);
});
