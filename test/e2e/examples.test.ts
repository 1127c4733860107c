import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { startTaggedShop } from "../../examples/google-tag-manager/index.ts";
import { identityToken } from "../../examples/server-side-orders/identity-token.ts";
import { reportOrder } from "../../examples/server-side-orders/report-order.ts";
import { buildPixel } from "../../examples/shopify-pixel/build.ts";
import { startSegmentShop } from "../../examples/segment-client/index.ts";
import { sendOrder } from "../../examples/segment-client/send-order.ts";
import { startSite, type Site } from "../../examples/site/start-site.ts";
import { startSpa } from "../../examples/spa/index.ts";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { launchBrowser } from "../support/browser.ts";
import { startCollector, type Collector } from "../support/collector.ts";
import { shopOf } from "./dashboard-shop.ts";
import { anonymousIdOf, openAsVisitor, shopperOf } from "./visitor.ts";

/** What arrives a moment later is waited for, however slow the machine. */
const PATIENCE = { timeout: 60_000, interval: 300 };

let collector: Collector;
let browser: Browser;
const sites: Site[] = [];

beforeAll(async () => {
  await buildSdk();
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
});
afterEach(async () => {
  await Promise.all(sites.splice(0).map((site) => site.stop()));
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});

/** Opens an example's site as a visitor, and collects the errors of its pages. */
async function visit(start: (collector: { collectorUrl: string; writeKey: string }) => Promise<Site>, path = "/") {
  const site = await start({ collectorUrl: collector.url, writeKey: collector.writeKey });
  sites.push(site);
  const page = await openAsVisitor(browser);
  const errors: string[] = [];
  page.on("pageerror", ({ message }) => errors.push(message));
  page.on("console", (message) => message.type() === "error" && errors.push(message.text()));
  await page.goto(site.url + path);
  return { page, errors, site };
}

/** How often the collector has logged events of these names for a shopper. */
async function countsOf(id: string): Promise<Record<string, number>> {
  const headers = { Authorization: `Bearer ${collector.secretKey}` };
  const answer = await fetch(`${collector.url}/v1/shoppers/${encodeURIComponent(id)}/timeline?limit=1000`, { headers });
  const { data } = (await answer.json()) as { data: { kind: string; name?: string }[] };
  const names = data.flatMap(({ name }) => name ?? []);
  return Object.fromEntries([...new Set(names)].map((name) => [name, names.filter((other) => other === name).length]));
}

describe("spa", () => {
  test("every address of the one document is a page view, and the cart and its order are told", async () => {
    const { page, errors } = await visit(startSpa);
    const id = await anonymousIdOf(page);
    await page.getByRole("link", { name: "Blue mug" }).click();
    await page.getByRole("button", { name: "Add Blue mug" }).click();
    await page.getByRole("link", { name: "Cart" }).click();
    await shopperOf(collector, id, ({ cart }) => cart?.value_minor === 1450);
    const told = { page_view: 3, view_item: 1, add_to_cart: 1, view_cart: 1 };
    await expect.poll(() => countsOf(id), PATIENCE).toMatchObject(told);
    await page.getByRole("button", { name: "Buy" }).click();
    await shopperOf(collector, id, ({ cart }) => cart === null);
    expect(errors).toEqual([]);
  });
});

describe("google-tag-manager", () => {
  test("what the shop tells GA4, before and after the tag, makes a cart; nothing of the shop changes", async () => {
    const { page, errors } = await visit(startTaggedShop);
    const id = await anonymousIdOf(page);
    await page.getByRole("button", { name: "Add to cart" }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    const { cart } = await shopperOf(collector, id, (view) => view.cart?.stage === "checkout");
    expect(cart).toMatchObject({ value_minor: 1450, currency: "USD", items: [{ item_id: "mug", quantity: 1 }] });
    await expect.poll(() => countsOf(id), PATIENCE).toMatchObject({ view_item: 1, add_to_cart: 1, begin_checkout: 1 });
    await page.getByRole("button", { name: "Buy" }).click();
    await shopperOf(collector, id, (view) => view.cart === null);
    expect(errors).toEqual([]);
  });

  test("the tag to paste does what the example's container does", () => {
    const tag = readFileSync(
      join(import.meta.dirname, "../../examples/google-tag-manager/custom-html-tag.html"),
      "utf8",
    );
    for (const part of ['cartbeat("init"', 'dataLayer: "dataLayer"', "/cartbeat.js"]) expect(tag).toContain(part);
  });
});

describe("shopify-pixel", () => {
  const folder = mkdtempSync(join(tmpdir(), "cartbeat-pixel-"));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("a worker with Shopify's API tells the way to an order, and the next page is the same shopper", async () => {
    const pixel = await buildPixel(
      { endpoint: collector.url, writeKey: collector.writeKey },
      join(folder, "shopify-pixel.js"),
    );
    const pages = join(import.meta.dirname, "shopify");
    const { page, errors, site } = await visit((to) =>
      startSite({ ...to, pages, others: { "/shopify-pixel.js": pixel } }),
    );
    const publish = (name: string, data: object): Promise<void> =>
      page.evaluate(`publish(${JSON.stringify(name)}, ${JSON.stringify(data)})`);
    const variant = {
      id: "v-1",
      title: "Blue",
      price: { amount: 14.5, currencyCode: "EUR" },
      product: { id: "mug", title: "Mug", url: "/products/mug" },
      image: null,
    };
    const cost = { totalAmount: { amount: 29, currencyCode: "EUR" } };
    await publish("page_viewed", {});
    await publish("product_added_to_cart", { cartLine: { merchandise: variant, quantity: 2, cost } });
    const stored = async (): Promise<string> => page.evaluate<string>("JSON.stringify([...storage])");
    await expect.poll(stored, PATIENCE).toContain("anonymousId");
    const id = /\\"anonymousId\\":\\"([^"\\]+)/.exec(await stored())?.[1] ?? "";
    const { cart } = await shopperOf(collector, id, (view) => view.cart?.item_count === 2);
    expect(cart).toMatchObject({
      value_minor: 2900,
      currency: "EUR",
      items: [{ item_id: "v-1", item_name: "Mug" }],
    });

    // Another page of the shop: a new worker on the same storage.
    await page.goto(`${site.url}/checkout`);
    const checkout = {
      token: "c-1",
      currencyCode: "EUR",
      subtotalPrice: { amount: 29, currencyCode: "EUR" },
      lineItems: [{ quantity: 2, variant }],
      order: null,
    };
    await publish("checkout_started", { checkout });
    await shopperOf(collector, id, (view) => view.cart?.stage === "checkout");
    await publish("checkout_completed", { checkout: { ...checkout, order: { id: "order-s1" } } });
    await shopperOf(collector, id, (view) => view.cart === null);
    expect(errors).toEqual([]);
  });
});

describe("server-side-orders", () => {
  test("a confirmed order closes the cart that its token names, and counts once however often it is reported", async () => {
    const shop = shopOf(collector);
    const { key } = await shop.ask("/v1/keys", "POST", { kind: "identity" });
    const token = identityToken(String(key), "dev", "ann");
    const properties = {
      cart_token: "cart-77",
      currency: "USD",
      items: [{ item_id: "mug", price: 14.5, quantity: 1 }],
    };
    const add = { type: "track", event: "add_to_cart", userId: "ann", context: { identity_token: token }, properties };
    const taken = await fetch(`${collector.url}/v1/track`, {
      method: "POST",
      body: JSON.stringify({ writeKey: collector.writeKey, ...add }),
    });
    expect(await taken.json()).toMatchObject({ accepted: 1 });
    await shopperOf(collector, "ann", ({ cart }) => cart?.value_minor === 1450);

    const to = { collectorUrl: collector.url, secretKey: collector.secretKey };
    const order = {
      event: "purchase",
      transactionId: "1001",
      value: 14.5,
      currency: "USD",
      cartToken: "cart-77",
    } as const;
    // The cart's token and the order are known to the metrics up to a second after their events.
    await expect
      .poll(async () => {
        await reportOrder(to, order).catch(() => undefined);
        return (await shopperOf(collector, "ann", () => true)).cart;
      }, PATIENCE)
      .toBeNull();
    expect(await countsOf("ann")).toMatchObject({ purchase: 1 });
    const refund = { event: "refund", transactionId: "1001", value: 5, currency: "USD" } as const;
    await expect.poll(() => reportOrder(to, refund).then(() => "taken", String), PATIENCE).toBe("taken");
    await expect(reportOrder({ ...to, secretKey: "sk_dev_wrongwrong" }, order)).rejects.toThrow("401");
    await expect(reportOrder(to, { ...order, value: -1 })).rejects.toThrow("invalid_value");
  });
});

describe("segment-client", () => {
  test("the browser's and the server's client, unchanged, make a cart and its order", async () => {
    const { page, errors } = await visit(startSegmentShop, "/?user=segment-user");
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByRole("button", { name: "Add two" }).click();
    await page.getByRole("button", { name: "Check out" }).click();
    const { cart } = await shopperOf(collector, "segment-user", (view) => view.cart?.stage === "checkout");
    expect(cart).toMatchObject({ item_count: 2, value_minor: 2500, items: [{ item_id: "mug" }] });
    expect(errors).toEqual([]);
    const to = { collectorUrl: collector.url, secretKey: collector.secretKey };
    await sendOrder(to, { userId: "segment-user", orderId: "o-1", total: 25, currency: "USD" });
    await shopperOf(collector, "segment-user", (view) => view.cart === null);
    const wrong = sendOrder(
      { ...to, secretKey: "sk_dev_wrongwrong" },
      { userId: "x", orderId: "o", total: 1, currency: "USD" },
    );
    await expect(wrong).rejects.toThrow("401");
  });
});
