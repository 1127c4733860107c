import { Analytics } from "@segment/analytics-node";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startCollector, type Collector } from "../support/collector.ts";

interface View {
  user_id: string | null;
  cart: { item_count: number; value_minor: number; currency: string; stage: string } | null;
}

let collector: Collector;

beforeAll(async () => {
  collector = await startCollector();
});
afterAll(() => collector.stop());

const read = async (id: string) => {
  const headers = { Authorization: `Bearer ${collector.secretKey}` };
  const response = await fetch(`${collector.url}/v1/shoppers/${id}`, { headers });
  return { status: response.status, view: (await response.json()) as View };
};

const product = { product_id: "sku-1", name: "Mug", price: 12.5, quantity: 2 };

/** Sends with Segment's own client, as a shop that moves here would, and returns what the client complained about. */
async function sendWith(writeKey: string, use: (analytics: Analytics) => void): Promise<unknown[]> {
  const analytics = new Analytics({ writeKey, host: collector.url, flushAt: 20, maxRetries: 0 });
  const errors: unknown[] = [];
  analytics.on("error", (error) => errors.push(error));
  use(analytics);
  await analytics.closeAndFlush();
  return errors;
}

describe("@segment/analytics-node, unchanged but for the host", () => {
  test.each<[string, (c: Collector) => string]>([
    ["the write key", (c) => c.writeKey],
    ["the secret key", (c) => c.secretKey],
  ])("with %s, a cart reaches its checkout", async (name, key) => {
    const userId = `segment ${name}`;
    const errors = await sendWith(key(collector), (analytics) => {
      analytics.identify({ userId, traits: { email: "ann@shop.example" } });
      analytics.page({ userId, name: "Mugs" });
      analytics.track({ userId, event: "Product Added", properties: { ...product, currency: "EUR" } });
      analytics.track({ userId, event: "Checkout Started", properties: { products: [product], currency: "EUR" } });
      analytics.group({ userId, groupId: "g" });
    });
    expect(errors).toEqual([]);
    const { view } = await read(encodeURIComponent(userId));
    expect(view.user_id).toBe(userId);
    expect(view.cart).toMatchObject({ item_count: 2, value_minor: 2500, currency: "EUR", stage: "checkout" });
  });

  test("an order closes the cart", async () => {
    await sendWith(collector.secretKey, (analytics) => {
      analytics.track({ userId: "buyer", event: "Product Added", properties: product });
      analytics.track({ userId: "buyer", event: "Order Completed", properties: { order_id: "o-1", total: 25 } });
    });
    const { status, view } = await read("buyer");
    expect(status).toBe(200);
    expect(view.cart).toBeNull();
  });

  test("a wrong key is an error that the client sees, and nothing is stored", async () => {
    const errors = await sendWith("wk_dev_wrong", (analytics) => {
      analytics.track({ userId: "stranger", event: "Product Added", properties: product });
    });
    expect(errors).toHaveLength(1);
    expect((await read("stranger")).status).toBe(404);
  });
});
