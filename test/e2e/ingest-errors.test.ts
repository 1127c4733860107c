import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCollector, type Collector } from "../support/collector.ts";

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const send = async (body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(`${collector.url}/v1/batch`, { method: "POST", body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};
const batch = (...messages: unknown[]) => JSON.stringify({ writeKey: collector.writeKey, batch: messages });
const asOwner = (path: string) =>
  fetch(`${collector.url}${path}`, { headers: { Authorization: `Bearer ${collector.secretKey}` } });

const add = (anonymousId: string, price: number, more: object = {}) => ({
  type: "track",
  event: "add_to_cart",
  anonymousId,
  properties: { items: [{ item_id: "mug", price, quantity: 1 }] },
  ...more,
});

describe("a running collector", () => {
  test.each<[string, () => string, number, string]>([
    ["a malformed batch", () => JSON.stringify({ writeKey: collector.writeKey, batch: "all" }), 400, "invalid_batch"],
    ["no JSON", () => "{", 400, "invalid_json"],
    ["2 MB", () => batch({ pad: "x".repeat(2 * 1024 * 1024) }), 413, "request_too_large"],
    ["a wrong key", () => JSON.stringify({ writeKey: "wk_dev_wrong", batch: [add("a", 1)] }), 401, "unauthorized"],
    ["501 events", () => batch(...Array.from({ length: 501 }, () => add("a", 1))), 413, "too_many_messages"],
  ])("answers %s as a whole and stores nothing", async (_, body, status, code) => {
    const answer = await send(body());
    expect(answer).toMatchObject({ status, body: { error: { code } } });
    expect((await asOwner("/v1/shoppers/a")).status).toBe(404);
  });

  test("takes the good events of a batch and nothing of the bad ones", async () => {
    const answer = await send(
      batch(add("good", 5), add("negative", -5), add("future", 5, { timestamp: "2031-05-01T00:00:00Z" })),
    );
    expect(answer).toMatchObject({
      status: 200,
      body: {
        accepted: 1,
        duplicates: 0,
        rejected: [
          { index: 1, code: "invalid_price" },
          { index: 2, code: "timestamp_in_future" },
        ],
      },
    });
    const good = (await (await asOwner("/v1/shoppers/good")).json()) as { cart: { value_minor: number } };
    expect(good.cart.value_minor).toBe(500);
    expect((await asOwner("/v1/shoppers/negative")).status).toBe(404);
    expect((await asOwner("/v1/shoppers/future")).status).toBe(404);
    const kept = (await (await asOwner("/v1/rejected")).json()) as { by_code: Record<string, number> };
    expect(kept.by_code).toEqual({ invalid_price: 1, timestamp_in_future: 1 });
  });

  test("what it acknowledged, and what it refused, is there after the runtime was killed", async () => {
    expect(await send(batch(add("killed", 7)))).toMatchObject({ body: { accepted: 1 } });
    await collector.killRuntime();
    await expect(fetch(`${collector.url}/health`)).rejects.toThrow("fetch failed");
    await collector.restart();
    const view = (await (await asOwner("/v1/shoppers/killed")).json()) as { cart: { value_minor: number } };
    expect(view.cart.value_minor).toBe(700);
    const kept = (await (await asOwner("/v1/rejected")).json()) as { total: number };
    expect(kept.total).toBe(2);
  });
});
