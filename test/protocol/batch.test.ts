import { expect, test } from "vitest";
import { batchSchema } from "../../protocol/batch.ts";
import { messageSchema } from "../../protocol/message.ts";

test.each([
  { batch: [] },
  { batch: ["rubbish", null, 7] },
  { writeKey: "wk_dev_DEVELOPMENTONLY", sentAt: "2026-11-20T10:00:01.000Z", batch: [{}] },
  { writeKey: null, sentAt: null, batch: [] },
  { anonymousId: "a", ask: ["m"] },
  { sentAt: 1795168800000, batch: [], context: {}, integrations: { All: true } },
])("%j is a batch, whatever its messages", (body) => {
  expect(batchSchema.safeParse(body).success).toBe(true);
});

test.each([null, [], "x", {}, { batch: {} }, { batch: null }, { writeKey: 7, batch: [] }, { sentAt: {}, batch: [] }])(
  "%j is no batch",
  (body) => {
    expect(batchSchema.safeParse(body).success).toBe(false);
  },
);

test("a message keeps its properties as they were sent and loses fields that nobody knows", () => {
  const properties = { any: ["thing"] };
  const parsed = messageSchema.parse({ type: "track", event: "e", properties, integrations: { All: true } });
  expect(parsed).toEqual({ type: "track", event: "e", properties });
  expect(parsed.properties).toBe(properties);
});

test("unknown fields of a message cannot change what it is", () => {
  const parsed = messageSchema.parse(JSON.parse('{"type": "page", "__proto__": {"userId": "admin"}}'));
  expect(parsed.userId).toBeUndefined();
  expect(Object.getPrototypeOf(parsed)).toBe(Object.prototype);
});
