import { describe, expect, test } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { WRITE_KEY, callAsOwner, post, postBatch } from "./call.ts";

const newId = () => crypto.randomUUID();

async function send(body: object, headers: Record<string, string> = {}): Promise<IngestAnswer> {
  const response = await post("/v1/batch", { writeKey: WRITE_KEY, ...body }, headers);
  expect(response.status).toBe(200);
  return response.json<IngestAnswer>();
}

describe("a page that asks which messages have arrived", () => {
  test("is told those that are durable, and no others", async () => {
    const [anonymousId, arrived, lost] = [newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId: arrived });
    expect(await send({ anonymousId, ask: [arrived, lost] })).toMatchObject({ accepted: 0, known: [arrived] });
  });

  test("is told of messages from before the shopper was known by a user id", async () => {
    const [anonymousId, userId, early, late] = [newId(), newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId: early });
    await postBatch({ type: "identify", anonymousId, userId, messageId: late });
    const known = async (ids: object) => (await send({ ...ids, ask: [early, late] })).known;
    await expect.poll(() => known({ anonymousId }), { timeout: 20_000 }).toEqual([early, late]);
    expect(await known({ anonymousId, userId })).toEqual([early, late]);
  });

  test("whose id was only made because storage was empty is told of what the former id has", async () => {
    const [former, made, messageId] = [newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId: former, messageId });
    const cookie = `cartbeat_id=${former}.${(Date.now() - 1000).toString(36)}`;
    const asked = {
      keep: { anonymousId: made, bornAt: Date.now(), isNew: true },
      anonymousId: made,
      context: { new_id: true },
      ask: [messageId],
    };
    const answer = await send(asked, { "Sec-Fetch-Site": "same-origin", Cookie: cookie });
    expect(answer).toMatchObject({ known: [messageId], keep: { anonymousId: former } });
  });

  test("learns nothing of another shopper's messages, and makes no shopper known", async () => {
    const [anonymousId, stranger, messageId] = [newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId });
    expect((await send({ anonymousId: stranger, ask: [messageId] })).known).toEqual([]);
    expect((await callAsOwner(`/v1/shoppers/${stranger}`)).status).toBe(404);
  });

  test("may send others at the same time", async () => {
    const [anonymousId, messageId] = [newId(), newId()];
    const answer = await send({ anonymousId, ask: [newId()], batch: [{ type: "page", messageId }] });
    expect(answer).toMatchObject({ accepted: 1, known: [] });
  });

  test("may say once for all what type its messages are, unless one is of another", async () => {
    const anonymousId = newId();
    const batch = [
      { event: "like", messageId: newId() },
      { type: "page", messageId: newId() },
    ];
    expect(await send({ type: "track", anonymousId, batch })).toMatchObject({ accepted: 2, rejected: [] });
    const found = await (await callAsOwner(`/v1/shoppers/${anonymousId}/timeline`)).text();
    expect(found).toContain('"like"');
    expect(found).toContain('"page_view"');
  });

  test.each([
    ["nothing", undefined],
    ["something that is no list", "everything"],
    ["messages without ids", [{}]],
    ["more than a batch may hold", Array.from({ length: 501 }, () => "m")],
  ])("asking about %s costs the batch nothing", async (_, ask) => {
    const answer = await send({ ask, batch: [{ type: "page", anonymousId: newId() }] });
    expect(answer.accepted).toBe(1);
    expect(answer).not.toHaveProperty("known");
  });
});

const events = async (id: string) => {
  const response = await callAsOwner(`/v1/events?customer_id=${id}`);
  return (await response.json<{ data: unknown[] }>()).data;
};

describe("what a batch states once", () => {
  test("holds for every message that does not state it itself", async () => {
    const [anonymousId, other] = [newId(), newId()];
    const messages = [
      { type: "track", event: "add_to_cart", properties: { items: [{ item_id: "a" }] } },
      { type: "page", anonymousId: other, sessionId: "own", context: { locale: "de-DE" } },
    ];
    const shared = { anonymousId, sessionId: "ours", context: { locale: "en-GB", device: { type: "tablet" } } };
    expect(await send({ ...shared, batch: messages })).toMatchObject({ accepted: 2, rejected: [] });
    const limit = { timeout: 20_000 };
    await expect.poll(() => events(anonymousId), limit).toMatchObject([{ session_id: "ours", device: "tablet" }]);
    await expect.poll(() => events(other), limit).toMatchObject([{ session_id: "own", device: "tablet" }]);
  });

  test("makes no message of what is none", async () => {
    const answer = await send({ anonymousId: newId(), context: {}, batch: ["rubbish", null] });
    expect(answer.rejected.map(({ code }) => code)).toEqual(["invalid_message", "invalid_message"]);
  });
});
