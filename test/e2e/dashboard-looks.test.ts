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

/** Soon, and late enough for the cart to be seen open. */
const ALERT_MS = 2_000;
const ADMIN_KEY = "ak_DEVELOPMENTONLY";
const KIT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko)";
const USER_AGENTS: Readonly<Record<string, string>> = {
  chrome: `${KIT} Chrome/156.0.0.0 Safari/537.36`,
  safari: "Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15",
  firefox: "Mozilla/5.0 (X11; Linux x86_64; rv:150.0) Gecko/20100101 Firefox/150.0",
};
/** What arrived of the events that pages had numbered. */
const NUMBERED: Readonly<Record<string, number[]>> = { chrome: [1, 2, 3, 4], safari: [1, 2, 5], firefox: [1, 2] };

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

/** Sends something with the public key, as a page does. */
async function send(body: object, userAgent = "looks"): Promise<void> {
  const path = "batch" in body ? "batch" : "track";
  const response = await fetch(`${collector.url}/v1/${path}`, {
    method: "POST",
    headers: { "User-Agent": userAgent },
    body: JSON.stringify({ writeKey: collector.writeKey, ...body }),
  });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
}

/** Creates a store without events; its secret key. */
async function newStore(): Promise<string> {
  const response = await fetch(`${collector.url}/v1/stores`, {
    method: "POST",
    headers: { Authorization: `Bearer ${ADMIN_KEY}` },
    body: JSON.stringify({ store: "empty" }),
  });
  return ((await response.json()) as { secret_key: string }).secret_key;
}

/** What answers tell that are waited for. */
interface Told {
  state: string;
  data: { shopper: string; type: string; attempts?: number }[];
}

/** Waits until a question of the store has the answer that is looked for. */
async function until(path: string, isSo: (answer: Told) => boolean): Promise<void> {
  const headers = { Authorization: `Bearer ${collector.secretKey}` };
  const look = async (): Promise<void> => {
    const answer = (await (await fetch(`${collector.url}${path}`, { headers })).json()) as Told;
    if (!isSo(answer)) throw new Error(`${path} answers ${JSON.stringify(answer)}`);
  };
  await vi.waitFor(look, { timeout: 100_000, interval: 500 });
}

const outcomesAre = (wanted: string[]) =>
  until("/v1/outcomes", ({ data }) => {
    const told = data.map(({ shopper, type }) => `${shopper} ${type}`);
    return wanted.every((each) => told.includes(each));
  });

/** Of an alert that nobody was told of there is no recovery. */
const bothWereTried = ({ data }: Told) => data.filter(({ attempts = 0 }) => attempts > 0).length >= 2;

const lossIsMeasured = () => until("/v1/metrics/delivery", ({ data }) => data.length === Object.keys(NUMBERED).length);

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
  let emptyStoreKey = "";

  beforeAll(async () => {
    // Traffic of some days, so that no page is looked at empty.
    await shop.ask("/v1/generate?count=300&days=20&seed=looks", "POST", undefined);
    await until("/v1/generate/status", ({ state }) => state === "completed");
    const made = await shop.ask("/v1/webhooks", "POST", { url: "http://127.0.0.1:9/hook", description: "orders" });
    webhook = String(made["id"]);
    emptyStoreKey = await newStore();
    await shop.ask("/v1/settings", "PATCH", {
      cutoff_minutes: { cart: ALERT_MS / 60_000 },
      store_hosts: ["shop.example"],
      return_url: "https://shop.example/cart",
    });
    await Promise.all([shop.add("looked-at"), shop.add("came-back")]);
    await outcomesAre(["looked-at cart.abandoned", "came-back cart.abandoned"]);
    await until(`/v1/webhooks/${webhook}/deliveries`, bothWereTried);
    await shop.track("came-back", "purchase", { transaction_id: "order-1", value: 120 });
    await outcomesAre(["looked-at cart.abandoned", "came-back cart.recovered"]);
    await shop.ask("/v1/settings", "PATCH", { cutoff_minutes: { cart: 30 } });
    await shop.add("looked-at", "Wool scarf", "sku-2");
    await send({ type: "track", event: "x", timestamp: "yesterday" });
    for (const [name, seqs] of Object.entries(NUMBERED)) {
      const numbered = seqs.map((seq) => ({
        type: "page",
        messageId: `${name}-${seq}`,
        context: { tab_id: name, seq },
      }));
      await send({ batch: numbered, anonymousId: `with-${name}` }, USER_AGENTS[name]);
    }
    await lossIsMeasured();
  });

  test.each(LOOKS)("at %s px, %s, %s: axe finds nothing and nothing is cut off", async (width, colorScheme, locale) => {
    const viewport = { width: Number(width), height: 900 };
    const reader = await open({ viewport, colorScheme, locale });
    const { page, mischief } = reader;
    await page.waitForSelector("input[name=key]");
    const shoot = (name: string) =>
      page.screenshot({ path: join(SHOTS, `${name}-${width}-${colorScheme}.png`), fullPage: true });
    const found = [...(await axeViolations(page))];
    await shoot("sign-in");
    await signIn(page, collector.secretKey);
    for (const route of [...ROUTES, `webhook/${webhook}`, "settings", "nowhere"]) {
      await visit(reader, route);
      // Rule by rule.
      if (route.startsWith("shopper/")) await page.locator("details summary").click();
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
      await shoot(name);
    }
    await page.locator("button.quiet").click();
    await page.waitForSelector("input[name=key]");
    await signIn(page, emptyStoreKey);
    await visit(reader, "now");
    found.push(...(await axeViolations(page)));
    await shoot("empty");
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
    await operation.locator("summary").first().click();
    await operation.getByText("What the fields of the answer mean").click();
    await operation.getByText("Least time between two alerts to one shopper, in minutes.").waitFor();
    await operation.getByRole("button", { name: "Send" }).click();
    await operation.getByText("200 {").waitFor();
    expect(await axeViolations(page)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.screenshot({ path: join(SHOTS, `docs-${width}-${colorScheme}.png`) });
    expect(mischief).toEqual([]);
  });
});
