import { describe, expect, test } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { SECRET_KEY, WRITE_KEY, call, callAsOwner, post, postBatch } from "./call.ts";

let people = 0;

function newVisitor(): string {
  people += 1;
  return `visitor-${people}`;
}

function added(anonymousId: string, more: Record<string, unknown> = {}) {
  return {
    type: "track",
    event: "add_to_cart",
    anonymousId,
    properties: { items: [{ item_id: "mug", price: 12.5, quantity: 2 }], currency: "USD" },
    ...more,
  };
}

async function shopper(id: string): Promise<ShopperView> {
  const response = await callAsOwner(`/v1/shoppers/${id}`);
  expect(response.status).toBe(200);
  return response.json<ShopperView>();
}

const gzip = (text: string) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();

const basic = (user: string) => ({ Authorization: `Basic ${btoa(`${user}:`)}` });

describe("batches", () => {
  test.each(["/v1/batch", "/v1/b", "/beacon/v1/batch"])("%s takes a batch, and the cart is there", async (path) => {
    const visitor = newVisitor();
    const response = await post(path, { writeKey: WRITE_KEY, batch: [added(visitor)] });
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
    expect((await shopper(visitor)).cart).toMatchObject({ item_count: 2, value_minor: 2500, currency: "USD" });
  });

  test("shoppers of one batch get each their own events", async () => {
    const [one, two] = [newVisitor(), newVisitor()];
    const answer = await postBatch(added(one), added(two), added(two));
    expect(answer.accepted).toBe(3);
    expect((await shopper(one)).cart?.item_count).toBe(2);
    expect((await shopper(two)).cart?.item_count).toBe(4);
  });

  test("a message that is sent again is a duplicate and changes nothing", async () => {
    const visitor = newVisitor();
    const message = added(visitor, { messageId: `once-${visitor}` });
    expect(await postBatch(message)).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await postBatch(message)).toMatchObject({ accepted: 0, duplicates: 1 });
    expect((await shopper(visitor)).cart?.item_count).toBe(2);
  });

  test("one bad message never costs the good ones, and is told by its place in the batch", async () => {
    const visitor = newVisitor();
    const bad = added(visitor, { messageId: "bad-1", properties: { items: [{ item_id: "mug", price: -1 }] } });
    const answer = await postBatch(added(visitor), bad, added(visitor));
    expect(answer).toMatchObject({ accepted: 2, rejected: [{ index: 1, messageId: "bad-1", code: "invalid_price" }] });
    expect((await shopper(visitor)).cart?.item_count).toBe(4);
  });

  test("an empty batch is accepted", async () => {
    expect(await postBatch()).toEqual({ accepted: 0, duplicates: 0, rejected: [] });
  });

  test("group is taken and means nothing", async () => {
    expect(await postBatch({ type: "group", groupId: "g", userId: "u" })).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [],
    });
  });
});

describe("single messages", () => {
  test.each(["track", "t"])("/v1/%s takes one message without a type", async (segment) => {
    const visitor = newVisitor();
    const { type, ...message } = added(visitor);
    expect(type).toBe("track");
    const response = await post(`/v1/${segment}`, { ...message, writeKey: WRITE_KEY });
    expect(await response.json()).toMatchObject({ accepted: 1 });
    expect((await shopper(visitor)).cart?.item_count).toBe(2);
  });

  test.each(["identify", "page", "screen", "group", "alias", "i", "p", "s", "g", "a"])("/v1/%s", async (segment) => {
    const visitor = newVisitor();
    const body = { writeKey: WRITE_KEY, userId: visitor, anonymousId: `${visitor}-a`, previousId: `${visitor}-a` };
    const response = await post(`/v1/${segment}`, body);
    expect(response.status).toBe(200);
    expect(await response.json()).toEqual({ accepted: 1, duplicates: 0, rejected: [] });
  });

  test("a resend with another sentAt and no messageId is a duplicate", async () => {
    const visitor = newVisitor();
    const message = { ...added(visitor), writeKey: WRITE_KEY, timestamp: new Date().toISOString() };
    await post("/v1/track", { ...message, sentAt: new Date(Date.now() - 1000).toISOString() });
    const again = await post("/v1/track", { ...message, sentAt: new Date().toISOString() });
    expect(await again.json()).toMatchObject({ accepted: 0, duplicates: 1 });
  });
});

describe("keys", () => {
  test.each<[string, () => Promise<Response>]>([
    ["the write key in the body", () => post("/v1/batch", { writeKey: WRITE_KEY, batch: [added(newVisitor())] })],
    ["the write key as Basic user", () => post("/v1/batch", { batch: [added(newVisitor())] }, basic(WRITE_KEY))],
    ["the write key in the address", () => post(`/v1/batch?writeKey=${WRITE_KEY}`, { batch: [added(newVisitor())] })],
    ["the secret key as Basic user", () => post("/v1/batch", { batch: [added(newVisitor())] }, basic(SECRET_KEY))],
    ["the secret key in the body", () => post("/v1/batch", { writeKey: SECRET_KEY, batch: [added(newVisitor())] })],
    [
      "the secret key as Bearer",
      () => post("/v1/batch", { batch: [added(newVisitor())] }, { Authorization: `Bearer ${SECRET_KEY}` }),
    ],
  ])("%s is accepted", async (_, send) => {
    const response = await send();
    expect(response.status).toBe(200);
    expect((await response.json<IngestAnswer>()).accepted).toBe(1);
  });

  test("what one key may send is more people than the other", async () => {
    const batch = Array.from({ length: 21 }, () => added(newVisitor()));
    const claims = await (await post("/v1/batch", { writeKey: WRITE_KEY, batch })).json<IngestAnswer>();
    expect(claims).toMatchObject({ accepted: 20, rejected: [{ index: 20, code: "too_many_shoppers" }] });
    const more = Array.from({ length: 21 }, () => added(newVisitor()));
    const confirmed = await (await post("/v1/batch", { writeKey: SECRET_KEY, batch: more })).json<IngestAnswer>();
    expect(confirmed.accepted).toBe(21);
  });

  test("an order that names nobody is refused rather than lost", async () => {
    const purchase = { type: "track", event: "purchase", properties: { transaction_id: "o-1" } };
    const response = await post("/v1/batch", { writeKey: SECRET_KEY, batch: [purchase] });
    expect(await response.json()).toMatchObject({ accepted: 0, rejected: [{ index: 0, code: "missing_shopper" }] });
  });
});

const body = () => JSON.stringify({ writeKey: WRITE_KEY, batch: [added(newVisitor())] });

describe("bodies", () => {
  test.each(["text/plain", "text/plain;charset=UTF-8", "application/json", "application/json; charset=utf-8"])(
    "%s is read as JSON",
    async (type) => {
      const response = await call("/v1/batch", { method: "POST", body: body(), headers: { "Content-Type": type } });
      expect(response.status).toBe(200);
    },
  );

  test("a body without a type is read as JSON", async () => {
    const bytes = new TextEncoder().encode(body());
    expect((await call("/v1/batch", { method: "POST", body: bytes })).status).toBe(200);
  });

  test("gzip is undone", async () => {
    const headers = { "Content-Encoding": "gzip", "Content-Type": "application/json" };
    const response = await call("/v1/batch", { method: "POST", body: await gzip(body()), headers });
    expect(await response.json()).toMatchObject({ accepted: 1 });
  });
});
