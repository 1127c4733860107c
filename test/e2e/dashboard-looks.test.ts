import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from "vitest";
import { buildDashboard } from "../../scripts/build-dashboard.ts";
import { launchBrowser } from "../support/browser.ts";
import { startCollector, type Collector } from "../support/collector.ts";
import { axeViolations, openDashboard, overflowOf, signIn, visit, type Reader } from "./dashboard-session.ts";
import { shopOf, type Shop } from "./dashboard-shop.ts";

const SHOTS = join(import.meta.dirname, "../../dist/screenshots");

let collector: Collector;
let browser: Browser;
let shop: Shop;
const readers: Reader[] = [];

beforeAll(async () => {
  await buildDashboard();
  mkdirSync(SHOTS, { recursive: true });
  [collector, browser] = await Promise.all([startCollector(), launchBrowser()]);
  shop = shopOf(collector);
});
afterEach(async () => {
  await Promise.all(readers.splice(0).map(async ({ page }) => page.context().close()));
});
afterAll(async () => {
  await browser?.close();
  await collector?.stop();
});

/** Waits until the generated traffic is stored. */
async function trafficIsThere(): Promise<void> {
  const headers = { Authorization: `Bearer ${collector.secretKey}` };
  const look = async (): Promise<void> => {
    const answer = await fetch(`${collector.url}/v1/generate/status`, { headers });
    const { state } = (await answer.json()) as { state: string };
    if (state !== "completed") throw new Error(`the traffic is ${state}`);
  };
  await vi.waitFor(look, { timeout: 100_000, interval: 500 });
}

async function open(options: Parameters<typeof openDashboard>[2] = {}): Promise<Reader> {
  const reader = await openDashboard(browser, collector, options);
  readers.push(reader);
  return reader;
}

describe("every page", () => {
  const LOOKS = [
    ["1600", "light", "en-US"],
    ["1600", "dark", "vi-VN"],
    ["360", "light", "vi-VN"],
    ["360", "dark", "en-US"],
  ] as const;
  const ROUTES = [
    "now",
    "carts?idle_minutes=0",
    "shopper/user/looked-at",
    "recovery",
    "products",
    "people",
    "webhooks",
  ];

  let webhook = "";

  beforeAll(async () => {
    // Traffic of some days, so that no page is looked at empty.
    await shop.ask("/v1/generate?count=100&days=3&seed=looks", "POST", undefined);
    await trafficIsThere();
    await shop.add("looked-at");
    const made = await shop.ask("/v1/webhooks", "POST", { url: "http://127.0.0.1:9/hook", description: "orders" });
    webhook = String(made["id"]);
    await fetch(`${collector.url}/v1/track`, {
      method: "POST",
      body: JSON.stringify({ writeKey: collector.writeKey, type: "track", event: "x", timestamp: "yesterday" }),
    });
  });

  test.each(LOOKS)("at %s px, %s, %s: axe finds nothing and nothing is cut off", async (width, colorScheme, locale) => {
    const viewport = { width: Number(width), height: 900 };
    const reader = await open({ viewport, colorScheme, locale });
    const { page, mischief } = reader;
    await page.waitForSelector("input[name=key]");
    const found = [...(await axeViolations(page))];
    await signIn(page, collector.secretKey);
    for (const route of [...ROUTES, `webhook/${webhook}`, "settings", "nowhere"]) {
      await visit(reader, route);
      if (route === "settings") {
        await page
          .locator("form", { has: page.locator("input[name=cutoffs]") })
          .locator("button")
          .click();
        await page.locator("td", { hasText: "240" }).waitFor();
      }
      const wrong = [...(await axeViolations(page)), ...((await overflowOf(page)) > 0 ? ["too wide"] : [])];
      found.push(...wrong.map((what) => `${route}: ${what}`));
      const name = route.split(/[/?]/)[0] ?? route;
      await page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    }
    expect(found).toEqual([]);
    expect(mischief).toEqual([]);
    expect(await page.evaluate<string>("document.documentElement.lang")).toBe(locale.slice(0, 2));
  });
});

describe("the documentation", () => {
  test.each([
    ["light", 1600],
    ["dark", 360],
  ] as const)("%s, at %i px: shows every path, tries one out, and axe finds nothing", async (colorScheme, width) => {
    const { page, mischief } = await open({ viewport: { width, height: 900 }, colorScheme });
    await page.goto(`${collector.url}/docs`);
    const description = (await (await fetch(`${collector.url}/openapi.json`)).json()) as { paths: object };
    await page.getByRole("heading", { name: "Metrics" }).waitFor();
    const text = await page.textContent("main");
    for (const path of Object.keys(description.paths)) expect(text).toContain(path);
    await page.fill("input[type=password]", collector.secretKey);
    const operation = page
      .locator("details")
      .filter({ hasText: "/v1/settings" })
      .filter({ hasText: "The store's settings" });
    await operation.locator("summary").click();
    await operation.getByRole("button", { name: "Send" }).click();
    await operation.getByText("200 {").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(SHOTS, `docs-${width}-${colorScheme}.png`) });
    expect(mischief).toEqual([]);
  });
});
