import { expect, test } from "vitest";
import { type EventRow, exportedEvent } from "../../../cli/export/exported-event.ts";

const ROW: EventRow = {
  event_id: "00112233445566ff",
  event_type: "purchase",
  timestamp: "2026-11-20T10:00:00.000Z",
  received_at: "2026-11-20T10:00:01.000Z",
  shopper: "u1",
  shopper_kind: "user",
  user_id: "u1",
  anonymous_id: null,
  session_id: "s1",
  source: "website",
  device: null,
  trust: "confirmed",
  identity_verified: true,
  marks: [],
  cart_token: null,
  coupon: null,
  locale: null,
  traits: null,
  restore_token: null,
  transaction_id: "o1",
  value_minor: 1205,
  currency: "USD",
  has_items: true,
  items: [{ item_id: "a", quantity: 2, price_minor: 5 }],
};

test("an event is told as the message it came with, money in major units", () => {
  expect(exportedEvent(ROW)).toEqual({
    messageId: "00112233445566ff",
    type: "track",
    event: "purchase",
    timestamp: "2026-11-20T10:00:00.000Z",
    userId: "u1",
    sessionId: "s1",
    trust: "confirmed",
    properties: {
      source: "website",
      transaction_id: "o1",
      value: "12.05",
      currency: "USD",
      items: [{ item_id: "a", quantity: 2, price: "0.05" }],
    },
    cartbeat: { received_at: "2026-11-20T10:00:01.000Z" },
  });
});

test.each([
  ["VND has no decimals", { currency: "VND", value_minor: 90_000 }, { value: "90000" }],
  ["KWD has three", { currency: "KWD", value_minor: 1 }, { value: "0.001" }],
  ["an empty snapshot stays one", { event_type: "cart_updated", items: [] }, { items: [] }],
])("%s", (_, change, properties) => {
  expect(exportedEvent({ ...ROW, ...change })).toMatchObject({ properties });
});

test("an identify stays one; a claim says nothing of trust; no list is made of nothing", () => {
  const event = exportedEvent({ ...ROW, event_type: "identify", trust: "claim", has_items: false, items: [] });
  expect(event).toMatchObject({ type: "identify" });
  for (const field of ["event", "trust"]) expect(event).not.toHaveProperty(field);
  expect(event["properties"]).not.toHaveProperty("items");
});
