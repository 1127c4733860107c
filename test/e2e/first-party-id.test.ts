import { join } from "node:path";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { buildSdk } from "../../scripts/build-sdk.ts";
import { launchBrowser } from "../support/browser.ts";
import { type Collector, startCollector } from "../support/collector.ts";
import { type ShopWithCollector, startShopWithCollector } from "./shop-with-collector.ts";

/** The page's globals, as the code that runs there sees them. */
declare const cartbeat: (...call: unknown[]) => unknown;
declare const localStorage: Record<string, string> & { clear(): void };
declare const document: { cookie: string };
declare const indexedDB: {
  databases(): Promise<{ name: string }[]>;
  deleteDatabase(name: string): object;
};

const PATIENCE = { timeout: 60_000 };
const SAFARI = "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15";

let collector: Collector;
let browser: Browser;
let shop: ShopWithCollector;
let context: BrowserContext;

beforeAll(async () => {
  await buildSdk(join(import.meta.dirname, "..", "..", "dist"));
  collector = await startCollector();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});
beforeEach(async () => {
  shop = await startShopWithCollector(collector.url);
  // Programs are no shoppers.
  context = await browser.newContext({ userAgent: SAFARI });
});
afterEach(async () => {
  await context.close();
  await shop.stop();
});

/** Opens a page of the shop, whose collector is at `host`: 127.0.0.1 is the shop's own. */
async function open(attributes = "", host = "127.0.0.1"): Promise<Page> {
  const src = `http://${host}:${shop.port}/cartbeat.js`;
  shop.head = `<script src="${src}" data-write-key="${collector.writeKey}" ${attributes}></script>`;
  const page = await context.newPage();
  await page.goto(`http://127.0.0.1:${shop.port}/`);
  return page;
}

const say = (page: Page, ...call: unknown[]) => page.evaluate((given) => void cartbeat(...given), call);
const cookies = async () => (await context.cookies()).filter(({ name }) => name === "cartbeat_id");
const batches = () => shop.requests.filter(({ path }) => path.startsWith("/v1/batch"));

/** The anonymous id that the page's storage holds. */
function storedId(page: Page): Promise<string | undefined> {
  return page.evaluate(() => /"anonymousId":"([^"]+)"/.exec(Object.values(localStorage).join("\n"))?.[1]);
}

/** What the collector says of browsers that have sent three events or more. */
async function delivered(): Promise<{ browser: string; expected: number; loss: number }[]> {
  const headers = { Authorization: `Bearer ${collector.secretKey}` };
  const answer = await fetch(`${collector.url}/v1/metrics/delivery`, { headers });
  const { data } = (await answer.json()) as { data: Awaited<ReturnType<typeof delivered>> };
  return data.filter(({ expected }) => expected >= 3);
}

describe("a collector on the shop's own host", () => {
  test("knows a shopper again whose browser has deleted everything that scripts had stored", async () => {
    const page = await open();
    await say(page, "page");
    await expect.poll(cookies, PATIENCE).toMatchObject([{ httpOnly: true, secure: true, sameSite: "Lax" }]);
    const id = await storedId(page);
    expect(await page.evaluate(() => document.cookie)).toBe("");
    await page.evaluate(async () => {
      localStorage.clear();
      for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
    });
    await page.close();

    const back = await open();
    await say(back, "track", "came_back");
    await expect.poll(() => storedId(back), PATIENCE).toBe(id);
    const names = async () => {
      const headers = { Authorization: `Bearer ${collector.secretKey}` };
      const answer = await fetch(`${collector.url}/v1/shoppers/${id}/timeline`, { headers });
      return JSON.stringify(await answer.json());
    };
    await expect.poll(names, PATIENCE).toContain("came_back");
  });

  test("sets no cookie before consent, and takes it back with it", async () => {
    const page = await open('data-consent="required"');
    await say(page, "page");
    expect(await cookies()).toEqual([]);
    await say(page, "consent", "granted");
    await expect.poll(cookies, PATIENCE).toHaveLength(1);
    await say(page, "consent", "denied");
    await expect.poll(cookies, PATIENCE).toEqual([]);
  });

  test("sets none for a page without cookies", async () => {
    const page = await open('data-cookieless="true"');
    await say(page, "page");
    await expect.poll(batches, PATIENCE).not.toEqual([]);
    await page.evaluate(() => cartbeat("flush"));
    expect(await cookies()).toEqual([]);
  });
});

test("delivery is measured by the numbers that the pages of the SDK give their events", async () => {
  const page = await open();
  for (const event of ["one", "two", "three"]) await say(page, "track", event);
  await page.evaluate(() => cartbeat("flush"));
  await expect.poll(delivered, PATIENCE).toMatchObject([{ browser: "safari", loss: 0 }]);
});

test("a collector on another host gets no cookie, no credentials, and sets none", async () => {
  const page = await open("", "localhost");
  await context.addCookies([{ name: "session", value: "x", domain: "localhost", path: "/" }]);
  await say(page, "page");
  await page.evaluate(() => cartbeat("flush"));
  await expect.poll(batches, PATIENCE).not.toEqual([]);
  expect(batches().map(({ headers }) => headers.cookie)).toEqual(batches().map(() => undefined));
  expect(await cookies()).toEqual([]);
});
