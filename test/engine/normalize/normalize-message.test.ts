import { describe, expect, test } from "vitest";
import { eventOf, normalizeOne, RECEIVED_AT, SECRET_KEY, track, WRITE_KEY } from "./normalize-one.ts";

test("a message becomes an event with everything it says", () => {
  const message = {
    type: "track",
    messageId: "m-1",
    event: "Order Completed",
    timestamp: "2026-11-20T09:59:00+00:00",
    userId: 42,
    anonymousId: "anon",
    sessionId: "s-1",
    context: {
      locale: "fr-FR",
      userAgent: "Mozilla/5.0 (iPhone) Mobile/15E148",
      campaign: { source: "newsletter" },
      page: { url: "https://shop.example/thanks" },
      traits: { email: "ann@example.com" },
    },
    properties: {
      order_id: "O-1",
      cart_token: "tok",
      coupon: " SAVE10 ",
      currency: "eur",
      revenue: "39.98",
      products: [{ product_id: "p", price: 19.99, quantity: 2 }],
    },
  };
  expect(normalizeOne(message)).toEqual({
    events: [
      {
        index: 0,
        shopper: "u:42",
        event: {
          id: "m-1",
          trust: "claim",
          name: "purchase",
          at: RECEIVED_AT - 60_000,
          receivedAt: RECEIVED_AT,
          sessionId: "s-1",
          userId: "42",
          anonymousId: "anon",
          verified: false,
          items: [
            {
              id: "p",
              variant: null,
              name: null,
              priceMinor: 1999,
              currency: "EUR",
              quantity: 2,
              url: null,
              imageUrl: null,
            },
          ],
          valueMinor: 3998,
          currency: "EUR",
          transactionId: "O-1",
          cartToken: "tok",
          coupon: "SAVE10",
          locale: "fr-FR",
          traits: { email: "ann@example.com" },
          source: "newsletter",
          device: "mobile",
        },
        origin: { userAgent: "Mozilla/5.0 (iPhone) Mobile/15E148", pageUrl: "https://shop.example/thanks" },
      },
    ],
    unowned: [],
    aliases: [],
    ignored: 0,
    rejected: [],
  });
});

describe("the shopper", () => {
  test.each<[string, object, string | undefined]>([
    ["the user, if known", { userId: "7", anonymousId: "a" }, "u:7"],
    ["else the anonymous id", { userId: null, anonymousId: "a" }, "a:a"],
    ["a number is rendered", { userId: 7, anonymousId: "a" }, "u:7"],
    ["0 is nobody", { userId: 0, anonymousId: "a" }, "a:a"],
    ["false is nobody", { userId: false, anonymousId: "a" }, "a:a"],
    ["guest is nobody", { userId: "Guest", anonymousId: "a" }, "a:a"],
    ["the zero UUID is nobody", { userId: "u", anonymousId: "00000000-0000-0000-0000-000000000000" }, "u:u"],
  ])("%s", (_rule, ids, shopper) => {
    expect(normalizeOne(track("like", {}, ids)).events[0]?.shopper).toBe(shopper);
  });
});

describe("where clients put things", () => {
  test.each<[string, object, object]>([
    ["the session in the message", { sessionId: "s" }, { sessionId: "s" }],
    ["the session in the context (RudderStack)", { context: { sessionId: 17 } }, { sessionId: "17" }],
    ["the session in the properties", { properties: { session_id: "s" } }, { sessionId: "s" }],
    ["the message's session first", { sessionId: "s", context: { sessionId: "t" } }, { sessionId: "s" }],
    ["a session named undefined is none", { sessionId: "undefined", context: { sessionId: "t" } }, { sessionId: "t" }],
    ["RudderStack's originalTimestamp", { originalTimestamp: RECEIVED_AT - 5000 }, { at: RECEIVED_AT - 5000 }],
    ["checkout_id names the cart", { properties: { checkout_id: "c" } }, { cartToken: "c" }],
    ["cart_id names the cart", { properties: { cart_id: 9 } }, { cartToken: "9" }],
    ["the context names the cart", { context: { cart_token: "c" } }, { cartToken: "c" }],
    [
      "the properties name it first",
      { properties: { cart_id: "p" }, context: { cart_token: "c" } },
      { cartToken: "p" },
    ],
    ["transaction_id before order_id", { properties: { transaction_id: "t", order_id: "o" } }, { transactionId: "t" }],
    ["an order named undefined is none", { properties: { transaction_id: "undefined" } }, { transactionId: null }],
    ["value before revenue and total", { properties: { total: 3, revenue: 2, value: 1 } }, { valueMinor: 100 }],
    ["revenue before total", { properties: { total: 3, revenue: 2 } }, { valueMinor: 200 }],
    ["total", { properties: { total: "3.5" } }, { valueMinor: 350 }],
    [
      "dong have no minor unit",
      { properties: { value: 249000, currency: "VND" } },
      { valueMinor: 249000, currency: "VND" },
    ],
    ["dinar have three digits", { properties: { value: "1.2345", currency: "KWD" } }, { valueMinor: 1235 }],
    [
      "a missing currency is the store's",
      { properties: { value: 5, currency: null } },
      { valueMinor: 500, currency: "USD" },
    ],
    [
      "source and device in the properties",
      { properties: { source: "app", device: "kiosk" } },
      { source: "app", device: "kiosk" },
    ],
    ["the source of a campaign", { context: { campaign: { source: "mail" } } }, { source: "mail" }],
    ["the device of the context", { context: { device: { type: "ios" } } }, { device: "ios" }],
    ["the device of a user agent", { context: { userAgent: "Mozilla/5.0 (iPad)" } }, { device: "tablet" }],
    ["traits of the context", { context: { traits: { vip: true } } }, { traits: { vip: true } }],
    ["context that is null", { context: null, properties: null }, { locale: null, items: null }],
  ])("%s", (_rule, fields, expected) => {
    expect(eventOf({ type: "track", event: "purchase", userId: "u", ...fields })).toMatchObject(expected);
  });

  test("the store's currency has its own minor unit", () => {
    expect(eventOf(track("purchase", { value: 500 }), { ...WRITE_KEY, currency: "JPY" })).toMatchObject({
      valueMinor: 500,
      currency: "JPY",
    });
  });

  test("the request's user agent stands in for a claim, not for a server", () => {
    const userAgent = "Mozilla/5.0 (X11; Linux x86_64)";
    expect(normalizeOne(track("like"), { ...WRITE_KEY, userAgent }).events[0]?.origin.userAgent).toBe(userAgent);
    expect(eventOf(track("like"), { ...WRITE_KEY, userAgent }).device).toBe("desktop");
    expect(normalizeOne(track("like"), { ...SECRET_KEY, userAgent }).events[0]?.origin.userAgent).toBeNull();
    expect(eventOf(track("like"), { ...SECRET_KEY, userAgent })).not.toHaveProperty("device");
  });
});

describe("the client's clock", () => {
  const message = track("like", {}, { timestamp: RECEIVED_AT - 7_200_000, sentAt: RECEIVED_AT - 3_600_000 });

  test("is judged by the batch's sentAt", () => {
    expect(eventOf(message, { ...WRITE_KEY, sentAt: RECEIVED_AT - 600_000 }).at).toBe(RECEIVED_AT - 6_600_000);
  });

  test("is judged by the message's own sentAt where the batch has none", () => {
    expect(eventOf(message, { ...WRITE_KEY, sentAt: null }).at).toBe(RECEIVED_AT - 3_600_000);
  });

  test("is trusted where nobody says when the message was sent", () => {
    const unsent = { ...message, sentAt: "soon" };
    expect(eventOf(unsent, { ...WRITE_KEY, sentAt: null }).at).toBe(RECEIVED_AT - 7_200_000);
  });
});

describe("strings", () => {
  test("are cut to 256 characters, without half a character at the end", () => {
    expect(eventOf(track("like", { coupon: "x".repeat(300) })).coupon).toBe("x".repeat(256));
    expect(eventOf(track("like", { coupon: `${"x".repeat(255)}😀` })).coupon).toBe("x".repeat(255));
    expect(eventOf(track("é".repeat(300))).name).toBe("é".repeat(256));
  });

  test("lose control characters and what turns the direction of text around", () => {
    expect(eventOf(track("li\u0000ke\u202e", { coupon: "A\u2066B\u0007\u001b[31m" }))).toMatchObject({
      name: "like",
      coupon: "AB[31m",
    });
  });
});
