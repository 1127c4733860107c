import { expect, test } from "vitest";
import { rowMessage } from "../../../cli/replay/row-message.ts";
import type { Rees46Row } from "../../../cli/replay/rees46-row.ts";

const AT = Date.UTC(2026, 10, 20, 10, 0, 0, 17);

function row(change: Partial<Rees46Row> = {}): Rees46Row {
  return {
    line: 2,
    eventTime: "2019-11-01 00:00:00 UTC",
    eventType: "cart",
    productId: "1004856",
    categoryCode: "electronics.smartphone",
    brand: "samsung",
    price: "130.76",
    userId: "520088904",
    userSession: "s-1",
    text: "x",
    ...change,
  };
}

test("a row becomes the message that a browser would send", () => {
  expect(rowMessage(row(), AT)).toEqual({
    messageId: expect.stringMatching(/^0000000002-[0-9a-f]{12}$/),
    type: "track",
    event: "add_to_cart",
    timestamp: "2026-11-20T10:00:00.017Z",
    userId: "520088904",
    sessionId: "s-1",
    properties: {
      items: [
        {
          item_id: "1004856",
          item_brand: "samsung",
          item_category: "electronics.smartphone",
          price: 130.76,
          quantity: 1,
        },
      ],
    },
  });
});

test.each([
  ["view", "view_item"],
  ["cart", "add_to_cart"],
  ["remove_from_cart", "remove_from_cart"],
  ["purchase", "purchase"],
  ["wishlist", "wishlist"],
])("the type %s is sent as %s", (eventType, event) => {
  expect(rowMessage(row({ eventType }), AT).event).toBe(event);
});

test("a purchase names no order, so that each is a sale", () => {
  expect(rowMessage(row({ eventType: "purchase" }), AT).properties).not.toHaveProperty("transaction_id");
});

test("an empty user or session is left out, never sent as an empty id", () => {
  const message = rowMessage(row({ userId: "", userSession: "" }), AT);
  expect(message).not.toHaveProperty("userId");
  expect(message).not.toHaveProperty("sessionId");
});

test.each([
  ["-1", -1],
  ["much", "much"],
])("a price of %j travels as it is, for the collector to judge", (price, sent) => {
  expect(rowMessage(row({ price }), AT).properties.items[0]?.price).toBe(sent);
});
