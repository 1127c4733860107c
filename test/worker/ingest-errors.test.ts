import { describe, expect, test } from "vitest";
import { WRITE_KEY, call, callAsOwner, errorOf, post, postBatch } from "./call.ts";

const gzip = (text: string | Blob) =>
  new Response(new Blob([text]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer();

const item = (fields: object) => ({ properties: { items: [{ item_id: "p", quantity: 1, ...fields }] } });

const raw =
  (body: BodyInit, headers: Record<string, string> = {}) =>
  () =>
    call("/v1/batch", { method: "POST", body, headers });

const json =
  (body: unknown, headers: Record<string, string> = {}) =>
  () =>
    post("/v1/batch", body, headers);

describe("requests that are refused as a whole", () => {
  const good = { type: "track", event: "view_item", anonymousId: "refused", properties: { item_id: "p" } };

  test.each<[string, number, string, () => Promise<Response>]>([
    ["no JSON", 400, "invalid_json", raw("{")],
    ["an empty body", 400, "invalid_json", raw("")],
    ["a list instead of an object", 400, "invalid_batch", json([good])],
    ["a number", 400, "invalid_batch", json(1)],
    ["null", 400, "invalid_batch", json(null)],
    ["no batch", 400, "invalid_batch", json({ writeKey: WRITE_KEY })],
    ["a batch that is no list", 400, "invalid_batch", json({ writeKey: WRITE_KEY, batch: { 0: good } })],
    ["no key", 401, "unauthorized", json({ batch: [good] })],
    ["an unknown key of a known store", 401, "unauthorized", json({ writeKey: "wk_dev_other", batch: [good] })],
    ["a key of an unknown store", 401, "unauthorized", json({ writeKey: "wk_nobody_x", batch: [good] })],
    ["a key that is no text", 401, "unauthorized", json({ writeKey: 7, batch: [good] })],
    ["a key that is much too long", 401, "unauthorized", json({ writeKey: `wk_${"x".repeat(9999)}_y`, batch: [good] })],
    [
      "501 messages",
      413,
      "too_many_messages",
      json({ writeKey: WRITE_KEY, batch: Array.from({ length: 501 }, () => good) }),
    ],
    ["2 MB", 413, "request_too_large", raw(JSON.stringify({ writeKey: WRITE_KEY, pad: "x".repeat(2 * 1024 * 1024) }))],
    [
      "a gzip body that grows beyond 2 MB",
      413,
      "request_too_large",
      async () => raw(await gzip(" ".repeat(3 * 1024 * 1024)), { "Content-Encoding": "gzip" })(),
    ],
    ["a form", 415, "unreadable_body", raw("a=b", { "Content-Type": "application/x-www-form-urlencoded" })],
    ["another encoding", 415, "unreadable_body", raw("{}", { "Content-Encoding": "br" })],
    ["gzip that is none", 415, "unreadable_body", raw("{}", { "Content-Encoding": "gzip" })],
    [
      "gzip that is cut short",
      415,
      "unreadable_body",
      async () => raw((await gzip("x".repeat(5000))).slice(0, 20), { "Content-Encoding": "gzip" })(),
    ],
    ["bytes that are no UTF-8", 415, "unreadable_body", raw(new Uint8Array([0x7b, 0xff, 0x7d]))],
  ])("%s: %i %s", async (_, status, code, send) => {
    const answer = await errorOf(await send());
    expect(answer).toMatchObject({ status, error: { code, message: expect.any(String) } });
  });

  test("nothing of a refused request is stored", async () => {
    expect((await callAsOwner("/v1/shoppers/refused")).status).toBe(404);
  });

  test("an error never repeats what was sent", async () => {
    const response = await post("/v1/batch", { writeKey: "wk_dev_<script>", batch: "<script>" });
    expect(await response.text()).not.toContain("script");
  });

  test("a body that is streamed without a length is refused once it is too long", async () => {
    let sent = 0;
    const stream = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const response = await call("/v1/batch", { method: "POST", body: stream });
    expect(response.status).toBe(413);
    expect(sent).toBeLessThan(20);
  });
});

describe("messages that are refused while the others are taken", () => {
  test.each<[string, string, object]>([
    ["a negative price", "invalid_price", item({ price: -1 })],
    ["a price that is no number", "invalid_price", item({ price: "free" })],
    ["a price of a billion", "invalid_price", item({ price: 1e9 })],
    ["a quantity of a million", "invalid_quantity", item({ price: 1, quantity: 1e6 })],
    ["an event from 2031", "timestamp_in_future", { timestamp: "2031-01-01T00:00:00Z" }],
    ["an event from 2020", "too_old", { timestamp: "2020-01-01T00:00:00Z" }],
    ["a time without a zone", "invalid_timestamp", { timestamp: "2026-11-20T10:00:00" }],
    ["nobody", "missing_shopper", { anonymousId: "undefined" }],
    ["an id that is too long", "invalid_id", { anonymousId: "x".repeat(129) }],
    ["a message of 40 KB", "message_too_large", { properties: { pad: "x".repeat(40 * 1024) } }],
    ["501 items", "too_many_items", { properties: { items: Array.from({ length: 501 }, () => ({ item_id: "p" })) } }],
    ["an unknown type", "invalid_type", { type: "purchase" }],
  ])("%s: %s", async (name, code, fields) => {
    const anonymousId = `refused-${code}-${name.length}`;
    const message = { type: "track", event: "add_to_cart", messageId: `m-${code}`, anonymousId, ...fields };
    const answer = await postBatch(message);
    expect(answer).toMatchObject({ accepted: 0, duplicates: 0, rejected: [{ index: 0, code }] });
    expect((await callAsOwner(`/v1/shoppers/${anonymousId}`)).status).toBe(404);
  });

  test.each([
    ["null", null],
    ["a number", 1],
    ["a text", "text"],
    ["a list", []],
    ["a list in a list", [[]]],
  ])("a message that is %s is refused by itself", async (name, message) => {
    const answer = await postBatch(message, { type: "page", anonymousId: `beside ${name}` });
    expect(answer).toMatchObject({ accepted: 1, rejected: [{ index: 0, code: "invalid_message" }] });
  });

  test("a message nested a hundred thousand deep costs nothing but itself", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const fine = '{"type":"page","anonymousId":"deep-fine"}';
    const body = `{"writeKey":"${WRITE_KEY}","batch":[{"type":"track","event":"x","anonymousId":"deep","properties":{"p":${deep}}},${fine}]}`;
    const response = await call("/v1/batch", { method: "POST", body });
    // Either the parser refuses the text as a whole or the message is refused; never a server error.
    expect([200, 400]).toContain(response.status);
  });
});
