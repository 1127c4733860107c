import { describe, expect, test, vi } from "vitest";
import { forgetStoreConfig } from "../../durable-objects/store/cached-store-config.ts";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { WRITE_KEY, call, callAsOwner, errorOf, post, postBatch, SECRET_KEY } from "./call.ts";

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

const ago = (ms: number) => new Date(Date.now() - ms).toISOString();

function addTo(userId: string, timestamp: string, more: object = {}) {
  const items = [{ item_id: "sku-1", price: 10, quantity: 1 }];
  return { type: "track", event: "add_to_cart", userId, timestamp, properties: { items, currency: "USD" }, ...more };
}

async function importBatch(...batch: unknown[]): Promise<IngestAnswer> {
  const response = await callAsOwner("/v1/import", { body: { batch } });
  expect(response.status).toBe(200);
  return response.json<IngestAnswer>();
}

async function viewOf(id: string): Promise<ShopperView | null> {
  const response = await callAsOwner(`/v1/shoppers/${id}`);
  return response.status === 404 ? null : response.json<ShopperView>();
}

async function alerts(id: string): Promise<number> {
  return (await viewOf(id))?.alerts.length ?? 0;
}

describe("POST /v1/import", () => {
  test("takes history of any age, and the same again adds nothing", async () => {
    const batch = [
      addTo("old", ago(400 * DAY_MS), { messageId: "o1" }),
      addTo("old", ago(10 * DAY_MS), { messageId: "o2" }),
      addTo("other", ago(200 * DAY_MS), { messageId: "o1" }),
    ];
    expect(await importBatch(...batch)).toEqual({ accepted: 3, duplicates: 0, rejected: [] });
    expect(await importBatch(...batch)).toEqual({ accepted: 0, duplicates: 3, rejected: [] });
  });

  test("a bad message costs only itself, and is named by its position", async () => {
    const answer = await importBatch(
      { type: "track", event: "add_to_cart", timestamp: ago(DAY_MS) },
      addTo("fine", ago(100 * DAY_MS), { messageId: "f1" }),
      addTo("fine", "2019-11-01 00:00:00", { messageId: "f2" }),
      addTo("fine", new Date(Date.now() + DAY_MS).toISOString(), { messageId: "f3" }),
      7,
    );
    expect(answer.accepted).toBe(1);
    expect(answer.rejected.map(({ index, code }) => [index, code])).toEqual([
      [0, "missing_shopper"],
      [2, "invalid_timestamp"],
      [3, "timestamp_in_future"],
      [4, "invalid_message"],
    ]);
  });

  test("takes NDJSON, in which a line that is no JSON is refused by its position", async () => {
    const lines = [
      JSON.stringify(addTo("lines", ago(90 * DAY_MS))),
      "{half",
      JSON.stringify(addTo("lines", ago(DAY_MS))),
    ];
    const response = await call("/v1/import", {
      method: "POST",
      headers: { Authorization: `Bearer ${SECRET_KEY}`, "Content-Type": "application/x-ndjson" },
      body: `${lines.join("\n")}\n`,
    });
    const answer = await response.json<IngestAnswer>();
    expect(answer).toMatchObject({ accepted: 2, rejected: [{ index: 1, code: "invalid_message" }] });
  });

  test("an older sentAt corrects no clock", async () => {
    const timestamp = ago(50 * DAY_MS);
    await importBatch(addTo("sent", timestamp, { sentAt: ago(49 * DAY_MS) }));
    expect((await viewOf("sent"))?.last_activity).toBe(timestamp);
  });

  test("a message says itself that it was confirmed: its id is then another than that of a claim", async () => {
    const order = { ...addTo("trusted", ago(3 * DAY_MS), { messageId: "t1" }), event: "purchase" };
    expect((await importBatch({ ...order, trust: "confirmed" }, order)).accepted).toBe(2);
    expect(await importBatch({ ...order, trust: "confirmed" })).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  test("a guest who logs in becomes one shopper, whichever came first", async () => {
    await importBatch(addTo("known", ago(2 * DAY_MS), { anonymousId: "guest-1", messageId: "k2" }), {
      ...addTo("", ago(3 * DAY_MS), { messageId: "k1" }),
      userId: undefined,
      anonymousId: "guest-1",
    });
    expect((await viewOf("known"))?.cart?.item_count).toBe(2);
  });

  test("two users become one by an alias that says that it was confirmed; that of a page means nothing", async () => {
    const cart = (userId: string) => addTo(userId, ago(2 * DAY_MS), { messageId: `cart of ${userId}` });
    const alias = (userId: string, previousId: string) => ({
      type: "alias",
      userId,
      previousId,
      timestamp: ago(DAY_MS),
    });
    await importBatch(cart("new name"), cart("old name"), cart("this one"), cart("that one"));
    expect(
      await importBatch({ ...alias("new name", "old name"), trust: "confirmed" }, alias("this one", "that one")),
    ).toEqual({
      accepted: 2,
      duplicates: 0,
      rejected: [],
    });
    await vi.waitFor(async () => expect((await viewOf("new name"))?.cart?.item_count).toBe(2), 20_000);
    expect(await viewOf("old name")).toMatchObject({ shopper: "new name" });
    for (const user of ["this one", "that one"])
      expect(await viewOf(user)).toMatchObject({ shopper: user, cart: { item_count: 1 } });
    // Sent again, and with what the former id still sends, they stay one.
    await importBatch(
      { ...alias("new name", "old name"), trust: "confirmed" },
      addTo("old name", ago(DAY_MS), { messageId: "later" }),
    );
    await vi.waitFor(async () => expect((await viewOf("new name"))?.cart?.item_count).toBe(3), 20_000);
  });

  test("a cart past due is silent, a live event begins one that is alerted; a younger one is armed at once", async () => {
    const cart = 400 / MINUTE_MS;
    await callAsOwner("/v1/settings", { method: "PATCH", body: { cutoff_minutes: { cart } } });
    forgetStoreConfig("dev");
    await importBatch(addTo("late", ago(5 * DAY_MS)), addTo("later", ago(MINUTE_MS)), addTo("young", ago(0)));
    await vi.waitUntil(async () => (await alerts("young")) === 1, { timeout: 5000, interval: 20 });
    expect([await alerts("late"), await alerts("later")]).toEqual([0, 0]);
    await postBatch(addTo("late", ago(0)));
    await vi.waitUntil(async () => (await alerts("late")) === 1, { timeout: 5000, interval: 20 });
    expect(await alerts("later")).toBe(0);
  });

  test("is the owner's alone, and says what is wrong with a body", async () => {
    const forbidden = await post("/v1/import", { batch: [] }, { Authorization: `Bearer ${WRITE_KEY}` });
    expect(await errorOf(forbidden)).toMatchObject({ status: 403 });
    expect(await errorOf(await callAsOwner("/v1/import", { body: { events: [] } }))).toMatchObject({
      error: { code: "invalid_batch" },
    });
    const many = Array.from({ length: 501 }, () => ({}));
    expect(await errorOf(await callAsOwner("/v1/import", { body: { batch: many } }))).toMatchObject({ status: 413 });
  });
});
