import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import { createRequire } from "node:module";
import type { AddressInfo } from "node:net";
import { dirname, join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { startStorefront, type Storefront } from "../../examples/storefront/server.ts";
import type { ShopperView } from "../../protocol/shopper-view.ts";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Collector, startCollector } from "../support/collector.ts";

/** The global of Segment's bundle, as the code that runs in the page sees it. */
declare const AnalyticsNext: { AnalyticsBrowser: { load(settings: object): SegmentAnalytics } };
interface SegmentAnalytics {
  identify(user: string): Promise<unknown>;
  page(): Promise<unknown>;
  track(event: string, properties: object): Promise<unknown>;
}
declare const localStorage: object;

let collector: Collector;
let browser: Browser;
let context: BrowserContext;

beforeAll(async () => {
  await buildSdk(join(import.meta.dirname, "..", "..", "dist"));
  collector = await startCollector();
  browser = await launchBrowser();
  context = await browser.newContext();
});

afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});

/** The shopper as the collector knows it, once `isThere` says that everything has arrived. */
function shopper(id: string, isThere: (view: ShopperView) => boolean): Promise<ShopperView> {
  return vi.waitFor(
    async () => {
      const answer = await fetch(`${collector.url}/v1/shoppers/${id}`, {
        headers: { Authorization: `Bearer ${collector.secretKey}` },
      });
      expect(answer.status).toBe(200);
      const view = (await answer.json()) as ShopperView;
      expect(isThere(view)).toBe(true);
      return view;
    },
    { timeout: 30_000, interval: 200 },
  );
}

describe("the example storefront with the real script tag", () => {
  let shop: Storefront;
  beforeAll(async () => {
    shop = await startStorefront({ collectorUrl: collector.url, writeKey: collector.writeKey });
  });
  afterAll(() => shop?.stop());

  test("a visitor's cart, stage and order reach the collector, and nothing disturbs the page", async () => {
    const page = await context.newPage();
    const errors: string[] = [];
    page.on("pageerror", (error) => errors.push(error.message));
    await page.goto(shop.url);
    await page.getByRole("button", { name: "Add Blue mug to cart" }).click();
    await page.getByRole("button", { name: "Add Desk lamp to cart" }).click();
    const anonymousId = await vi.waitFor(async () => {
      const stored = await page.evaluate(() => Object.values(localStorage).join("\n"));
      const id = /"anonymousId":"([^"]+)"/.exec(stored)?.[1] ?? "";
      expect(id).not.toBe("");
      return id;
    });
    const view = await shopper(anonymousId, ({ cart }) => cart?.items.length === 2);
    expect(view.cart).toMatchObject({ stage: "cart", item_count: 2 });

    await page.goto(`${shop.url}/checkout`);
    await page.getByLabel("E-mail").fill("ann@shop.example");
    await page.getByRole("button", { name: "Continue to delivery" }).click();
    await shopper(anonymousId, ({ cart }) => cart?.stage === "checkout");
    await page.getByLabel("Name").fill("Ann");
    await page.getByLabel("Address").fill("1 Main Street");
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await page.getByRole("button", { name: /^Pay/ }).click();
    await shopper(anonymousId, ({ cart }) => cart === null);
    expect(errors).toEqual([]);
  });
});

describe("@segment/analytics-next, unchanged", () => {
  let site: Server;
  let url: string;

  beforeAll(async () => {
    const require = createRequire(import.meta.url);
    const umd = join(dirname(require.resolve("@segment/analytics-next/package.json")), "dist", "umd");
    site = createServer((request, response) => {
      const path = new URL(request.url ?? "/", "http://site").pathname;
      if (path === "/") {
        response.writeHead(200, { "content-type": "text/html" });
        response.end('<!doctype html><title>Shop</title><script src="/umd/index.js"></script>');
        return;
      }
      try {
        const script = readFileSync(join(umd, path.replace("/umd/", "")));
        response.writeHead(200, { "content-type": "text/javascript" });
        response.end(script);
      } catch {
        response.writeHead(404).end();
      }
    });
    await new Promise<void>((done) => {
      site.listen(0, "127.0.0.1", done);
    });
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/`;
  });
  afterAll(() => site?.close());

  test("loads its settings from the collector and its events become a cart", async () => {
    const page = await context.newPage();
    await page.goto(url);
    const userId = "segment-browser-user";
    await page.evaluate(
      async ({ cdnURL, writeKey, id }) => {
        const analytics = AnalyticsNext.AnalyticsBrowser.load({ cdnURL, writeKey });
        await analytics.page();
        await analytics.identify(id);
        await analytics.track("Product Added", { product_id: "mug", name: "Mug", price: 12.5, quantity: 2 });
        await analytics.track("Checkout Started", { value: 25 });
      },
      { cdnURL: collector.url, writeKey: collector.writeKey, id: userId },
    );
    const view = await shopper(userId, ({ cart }) => cart?.stage === "checkout");
    expect(view.cart).toMatchObject({ item_count: 2, value_minor: 2500, items: [{ item_id: "mug" }] });
  });
});
