import { describe, expect, test } from "vitest";
import { normalizeOne, RECEIVED_AT, SECRET_KEY, WRITE_KEY } from "./normalize-one.ts";

describe("orders without a user", () => {
  test.each([
    ["Order Completed", { cart_token: "c" }],
    ["refund", { transaction_id: "t" }],
    ["Order Cancelled", { order_id: "t" }],
  ])("a confirmed %s with %j is kept for whoever used them", (event, properties) => {
    const message = { type: "track", event, properties };
    expect(normalizeOne(message, SECRET_KEY).unowned).toMatchObject([
      { index: 0, event: { userId: null, trust: "confirmed" } },
    ]);
    expect(normalizeOne(message, WRITE_KEY).rejected[0]?.code).toBe("missing_shopper");
  });

  test("other confirmed events need a shopper", () => {
    const message = { type: "track", event: "add_to_cart", properties: { cart_token: "c" } };
    expect(normalizeOne(message, SECRET_KEY).rejected[0]?.code).toBe("missing_shopper");
    expect(normalizeOne({ type: "track", event: "purchase" }, SECRET_KEY).rejected[0]?.code).toBe("missing_shopper");
  });
});

describe("alias and group", () => {
  const alias = { type: "alias", messageId: "m", userId: "new", previousId: 12, timestamp: RECEIVED_AT - 1 };

  test("alias through the secret key names two ids of one person", () => {
    expect(normalizeOne(alias, SECRET_KEY).aliases).toEqual([
      { index: 0, messageId: "m", at: RECEIVED_AT - 1, userId: "new", previousId: "12" },
    ]);
  });

  test("alias through the write key is ignored", () => {
    expect(normalizeOne(alias)).toMatchObject({ ignored: 1, aliases: [], rejected: [] });
  });

  test("alias without both ids is refused", () => {
    expect(normalizeOne({ ...alias, previousId: "none" }, SECRET_KEY).rejected[0]?.code).toBe("missing_shopper");
  });

  test("group is ignored", () => {
    expect(normalizeOne({ type: "group", groupId: "g", userId: "u" })).toMatchObject({ ignored: 1, events: [] });
  });
});
