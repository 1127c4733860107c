import { describe, expect, test } from "vitest";
import type { IngestAnswer } from "../../protocol/ingest-answer.ts";
import { WRITE_KEY, callAsOwner, post, postBatch } from "./call.ts";

const newId = () => crypto.randomUUID();

async function ask(asked: unknown, batch: unknown[] = []): Promise<IngestAnswer> {
  const response = await post("/v1/batch", { writeKey: WRITE_KEY, ask: asked, batch });
  expect(response.status).toBe(200);
  return response.json<IngestAnswer>();
}

describe("a page that asks which messages have arrived", () => {
  test("is told those that are durable, and no others", async () => {
    const [anonymousId, arrived, lost] = [newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId: arrived });
    const { known } = await ask([
      { messageId: arrived, anonymousId },
      { messageId: lost, anonymousId },
    ]);
    expect(known).toEqual([arrived]);
  });

  test("is told of messages from before the shopper was known by a user id", async () => {
    const [anonymousId, userId, early, late] = [newId(), newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId: early });
    await postBatch({ type: "identify", anonymousId, userId, messageId: late });
    const asked = [
      { messageId: early, anonymousId },
      { messageId: late, anonymousId, userId },
    ];
    await expect.poll(async () => (await ask(asked)).known, { timeout: 20_000 }).toEqual([early, late]);
  });

  test("learns nothing of another shopper's messages, and makes no shopper known", async () => {
    const [anonymousId, stranger, messageId] = [newId(), newId(), newId()];
    await postBatch({ type: "page", anonymousId, messageId });
    expect((await ask([{ messageId, anonymousId: stranger }])).known).toEqual([]);
    expect((await callAsOwner(`/v1/shoppers/${stranger}`)).status).toBe(404);
  });

  test("may send others at the same time", async () => {
    const [anonymousId, messageId] = [newId(), newId()];
    const answer = await ask([{ messageId: newId(), anonymousId }], [{ type: "page", anonymousId, messageId }]);
    expect(answer).toMatchObject({ accepted: 1, known: [] });
  });

  test.each([
    ["nothing", undefined],
    ["something that is no list", "everything"],
    ["messages without ids", [{}]],
    ["more than a batch may hold", Array.from({ length: 501 }, () => ({ messageId: "m" }))],
  ])("asking about %s costs the batch nothing", async (_, asked) => {
    const answer = await ask(asked, [{ type: "page", anonymousId: newId() }]);
    expect(answer.accepted).toBe(1);
    expect(answer).not.toHaveProperty("known");
  });
});
