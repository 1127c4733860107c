import { join } from "node:path";
import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startStorefront, type Storefront } from "../../examples/storefront/server.ts";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Collector, startCollector } from "../support/collector.ts";
import { anonymousIdOf, shopperOf } from "./visitor.ts";

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
    const anonymousId = await anonymousIdOf(page);
    const view = await shopperOf(collector, anonymousId, ({ cart }) => cart?.items.length === 2);
    expect(view.cart).toMatchObject({ stage: "cart", item_count: 2 });

    await page.goto(`${shop.url}/checkout`);
    await page.getByLabel("E-mail").fill("ann@shop.example");
    await page.getByRole("button", { name: "Continue to delivery" }).click();
    await shopperOf(collector, anonymousId, ({ cart }) => cart?.stage === "checkout");
    await page.getByLabel("Name").fill("Ann");
    await page.getByLabel("Address").fill("1 Main Street");
    await page.getByRole("button", { name: "Continue to payment" }).click();
    await page.getByRole("button", { name: /^Pay/ }).click();
    await shopperOf(collector, anonymousId, ({ cart }) => cart === null);
    expect(errors).toEqual([]);
  });
});
