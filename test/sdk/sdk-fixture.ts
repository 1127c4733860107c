import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { launchBrowser } from "../support/browser.ts";
import { startRecordingCollector, type RecordingCollector } from "./recording-collector.ts";
import { startShop, type Shop } from "./start-shop.ts";

/** The write key that the tests' pages use. */
export const WRITE_KEY = "wk_test_0123456789";

/** The page's global, as the code that tests run in a page sees it. */
declare const cartbeat: (...call: unknown[]) => unknown;
declare const localStorage: { getItem(key: string): string | null };

/** What a test has at hand; the collector, the shop and the context are new for each test. */
export interface SdkFixture {
  browser: Browser;
  /** The inline stub, as built. */
  stub: string;
  /** Value of the script tag's `integrity`, as the build tells it. */
  integrity: string;
  /** The module, as built. */
  module: string;
  collector: RecordingCollector;
  shop: Shop;
  /** One user: storage shared by its pages. */
  context: BrowserContext;
  /** Messages of errors that reached any page. */
  pageErrors: string[];
  /** Markup of the real script tag. */
  tag(attributes?: string): string;
  /** Opens a page of the shop and waits until it is loaded. */
  open(path?: string): Promise<Page>;
}

/** Builds the SDK, starts a browser for the file, and everything else for each of its tests. */
export function useSdk(): SdkFixture {
  const fixture = {} as SdkFixture;
  const dist = mkdtempSync(join(tmpdir(), "cartbeat-sdk-"));
  let script = "";

  beforeAll(async () => {
    const { stub, integrity } = await buildSdk(dist);
    Object.assign(fixture, { stub, integrity, module: readFileSync(join(dist, "sdk/index.js"), "utf8") });
    script = readFileSync(join(dist, "sdk/cartbeat.js"), "utf8");
    fixture.browser = await launchBrowser();
  });
  afterAll(async () => {
    await fixture.browser?.close();
    rmSync(dist, { recursive: true, force: true });
  });
  beforeEach(async () => {
    const collector = await startRecordingCollector(script);
    fixture.collector = collector;
    fixture.shop = await startShop();
    fixture.context = await fixture.browser.newContext();
    fixture.pageErrors = [];
    fixture.context.on("weberror", (error) => fixture.pageErrors.push(error.error().message));
    fixture.tag = (attributes = "") =>
      `<script src="${collector.url}/cartbeat.js" data-write-key="${WRITE_KEY}" ${attributes}></script>`;
    fixture.shop.head = fixture.tag();
    fixture.open = async (path = "/") => {
      const page = await fixture.context.newPage();
      await page.goto(fixture.shop.url + path);
      return page;
    };
  });
  afterEach(async () => {
    await fixture.context.close();
    await fixture.shop.stop();
    await fixture.collector.stop();
  });
  return fixture;
}

/** Records `count` adds to the cart within one task of the page. */
export async function addToCart(page: Page, count = 1): Promise<void> {
  await page.evaluate((times) => {
    for (let n = 0; n < times; n++) {
      cartbeat("track", "add_to_cart", { currency: "EUR", items: [{ item_id: `sku-${n}`, price: 9.5, quantity: 1 }] });
    }
  }, count);
}

/** Makes one call on the page's global and answers what it answers. */
export function call(page: Page, ...parameters: unknown[]): Promise<unknown> {
  return page.evaluate((given) => cartbeat(...given), parameters);
}

/** Names of everything in the page's localStorage. */
export function storedKeys(page: Page): Promise<string[]> {
  return page.evaluate(() => Object.keys(localStorage));
}

/** Names of the stored events that wait to be sent, as the page sees them. */
export async function unsentKeys(page: Page): Promise<string[]> {
  return (await storedKeys(page)).filter((key) => key.split(":").length === 3);
}

/** What the page's localStorage holds under a key. */
export function stored(page: Page, key: string): Promise<string | null> {
  return page.evaluate((name) => localStorage.getItem(name), key);
}

/**
 * Resolves when the page's localStorage holds under the key what `isThere` accepts (null: nothing). What one page writes
 * reaches another one's process a little later, without any limit that the platform promises.
 */
export async function untilStored(page: Page, key: string, isThere: (text: string | null) => boolean): Promise<void> {
  await expect.poll(async () => isThere(await stored(page, key)), PATIENT).toBe(true);
}

/** Flushes until storage holds nothing more to send: what dead pages left behind is taken over by the way. */
export async function untilNothingIsLeft(page: Page): Promise<void> {
  await expect
    .poll(async () => {
      await call(page, "flush");
      return unsentKeys(page);
    }, PATIENT)
    .toEqual([]);
}

/** How long a test waits for what must come, on a machine of any speed. */
export const PATIENT = { timeout: 30_000, interval: 50 };
