import { describe, expect, test } from "vitest";
import { exportedEvent, type EventRow } from "../../cli/export/exported-event.ts";
import { eventOfLogged, loggedEvent } from "../../engine/contribution/logged-event.ts";
import { ENGINE_CONSTANTS } from "../../engine/constants.ts";
import type { ShopperEvent, ShopperKey } from "../../engine/event.ts";
import { shopActionEvent } from "../../engine/cart/shop-action.ts";
import { normalizeBatch } from "../../engine/normalize/normalize-batch.ts";
import { originalEvent, originalMessage } from "../../worker/import/history-origin.ts";
import { toEvent } from "../../worker/metrics/to-event.ts";
import { event, item, NOON } from "../support/shopper-events.ts";
import { callAsOwner, errorOf, postBatch } from "./call.ts";

const SHIRT = { ...item("shirt", 1999, 2), variant: "L", name: "Shirt", url: "/shirt", imageUrl: "https://cdn.test/1" };

/** What an import takes of the line that an export writes of an event. */
function importOf(shopper: ShopperKey, of: ShopperEvent) {
  const row = JSON.parse(JSON.stringify(toEvent({ shopper, event: loggedEvent(of) }))) as EventRow;
  const line = exportedEvent(row);
  const original = originalMessage(JSON.parse(JSON.stringify(line)));
  if (original === null) throw new Error("the export's own line is malformed");
  const trust = line["trust"] === "confirmed" ? "confirmed" : "claim";
  const constants = { ...ENGINE_CONSTANTS, lateWindowMs: Infinity };
  const { events, rejected } = normalizeBatch([original.message], {
    receivedAt: NOON * 2,
    sentAt: null,
    trust,
    currency: "EUR",
    constants,
    maxShoppers: 1,
    identityVerification: "off",
  });
  expect(rejected).toEqual([]);
  const [taken] = events;
  if (taken === undefined) throw new Error("the line was not taken");
  const { botAgent: _botAgent, ...plain } = taken.event;
  return originalEvent(original, { shopper: taken.shopper, event: plain }, NOON * 2);
}

describe("an exported event, imported, is the event that was accepted", () => {
  test.each<[string, ShopperKey, ShopperEvent]>([
    ["a view", "u:u1", event("view_item", 0, { items: [item("a")], source: "website", device: "mobile" })],
    [
      "an add with all that a shop tells",
      "u:u1",
      event("add_to_cart", 0, {
        items: [SHIRT, { ...item("b", null, null), currency: "VND" }],
        cartToken: "cart-1",
        coupon: "TEN",
        locale: "vi-VN",
        anonymousId: "a1",
        valueMinor: 4000,
      }),
    ],
    ["an identify with traits", "u:u1", event("identify", 0, { traits: { name: "Lan", vip: true, note: null } })],
    ["a proven user", "u:u1", event("page_view", 0, { verified: true })],
    ["a guest", "a:a1", event("search", 0, { userId: null, anonymousId: "a1" })],
    ["a guest's event after the guest was known", "u:u1", event("search", 0, { userId: null, anonymousId: "a1" })],
    ["an emptied cart", "u:u1", event("cart_updated", 0, { items: [] })],
    ["a list of nothing", "u:u1", event("begin_checkout", 0, { items: [] })],
    ["a checkout without a list", "u:u1", event("begin_checkout", 0, { valueMinor: 100 })],
    ["a program", "u:u1", event("page_view", 0, { botAgent: true, automated: true })],
    ["one of the store's own people", "u:u1", event("page_view", 0, { internal: true })],
    ["a landing by a restore link", "u:u1", event("page_view", 0, { restoreToken: "0f".repeat(16) })],
    [
      "a confirmed order that named nobody",
      "u:u1",
      event("purchase", 0, {
        trust: "confirmed",
        userId: null,
        transactionId: "o1",
        cartToken: "cart-1",
        valueMinor: 2 ** 40,
        currency: "KWD",
      }),
    ],
    ["what the shop did to a cart", "u:u1", shopActionEvent("close", NOON, "n1")],
    ["the same of a guest", "a:a1", shopActionEvent("mute", NOON, "n2")],
    ["a received time of long ago", "u:u1", event("page_view", 0, { receivedAt: NOON + 123_456 })],
    ["an event of the shop's own", "u:u1", event("Xem đánh giá", 0)],
  ])("%s", (_, shopper, of) => {
    expect(importOf(shopper, of)).toEqual({ shopper, event: of });
    expect(eventOfLogged(loggedEvent(of))).toEqual(of);
  });
});

async function readEvents(cursor: string | null) {
  const response = await callAsOwner(`/v1/events?limit=1${cursor === null ? "" : `&cursor=${cursor}`}`);
  return response.json<{ data: { event_id: string; shopper: string }[]; next_cursor: string | null }>();
}

describe("GET /v1/events", () => {
  test("shows events under their own message ids, with what the shop told; pages lose none of equal ids", async () => {
    const timestamp = new Date(Date.now() - 60_000).toISOString();
    const add = (userId: string) => ({
      type: "track",
      event: "add_to_cart",
      messageId: "same id",
      userId,
      timestamp,
      context: { locale: "en-US" },
      properties: { items: [{ item_id: "a", item_variant: "L", price: 5 }], cart_token: "t-1", coupon: "TEN" },
    });
    await postBatch(add("e1"), add("e2"), add("e3"));
    await expect
      .poll(
        async () => {
          const shoppers: string[] = [];
          let cursor: string | null = null;
          do {
            const page: Awaited<ReturnType<typeof readEvents>> = await readEvents(cursor);
            for (const { shopper } of page.data) shoppers.push(shopper);
            cursor = page.next_cursor;
          } while (cursor !== null);
          return shoppers;
        },
        { timeout: 20_000 },
      )
      .toEqual(["e1", "e2", "e3"]);
    expect((await readEvents(null)).data[0]).toMatchObject({
      event_id: "same id",
      cart_token: "t-1",
      coupon: "TEN",
      locale: "en-US",
      items: [{ item_id: "a", item_variant: "L" }],
    });
  });
});

test("a line that says of its origin what no export says is refused by its position", async () => {
  const line = { type: "track", event: "like", userId: "o1", timestamp: new Date().toISOString() };
  const batch = [line, { ...line, cartbeat: { shopper: 7 } }, { ...line, cartbeat: { marks: ["kind"] } }];
  const response = await callAsOwner("/v1/import", { body: { batch } });
  expect(await response.json()).toMatchObject({
    accepted: 1,
    rejected: [
      { index: 1, code: "invalid_message" },
      { index: 2, code: "invalid_message" },
    ],
  });
  expect(await errorOf(await callAsOwner("/v1/events?cursor=bm8"))).toMatchObject({ status: 400 });
});
