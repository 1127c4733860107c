import { setTimeout as sleep } from "node:timers/promises";
import axe from "axe-core";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import type { Collector } from "../support/collector.ts";

const QUIET_MS = 300;
const POLL_MS = 20;

/** A reader of the dashboard: a page, and everything that it should not have done. */
export interface Reader {
  page: Page;
  /** Errors of the page, refusals of its policy, dialogs, and requests to anybody but the collector. */
  mischief: string[];
  /** How many requests have not been answered yet. */
  waiting: () => number;
}

/** Opens the dashboard in a browser context of its own. */
export async function openDashboard(
  browser: Browser,
  { url }: Pick<Collector, "url">,
  options: BrowserContextOptions = {},
): Promise<Reader> {
  const context = await browser.newContext({ locale: "en-US", viewport: { width: 1600, height: 1000 }, ...options });
  const page = await context.newPage();
  const mischief: string[] = [];
  page.on("pageerror", ({ message }) => mischief.push(`error: ${message}`));
  page.on("dialog", (dialog) => {
    mischief.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on("console", (message) => {
    if (/content security policy/i.test(message.text())) mischief.push(message.text());
  });
  page.on("request", (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith("data:")) mischief.push(`asked ${request.url()}`);
  });
  let waiting = 0;
  page.on("request", () => (waiting += 1));
  for (const event of ["requestfinished", "requestfailed"] as const)
    page.on(event as "requestfinished", () => (waiting -= 1));
  await page.goto(`${url}/`);
  return { page, mischief, waiting: () => waiting };
}

/** Signs in with a key and waits for the pages. */
export async function signIn(page: Page, key: string): Promise<void> {
  await page.fill("input[name=key]", key);
  await page.click("button[type=submit]");
  await page.waitForSelector("nav");
}

/** Goes to a page of the dashboard and waits until everything that it asked for has been answered. */
export async function visit({ page, waiting }: Reader, route: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${route}`)}`);
  await page.waitForSelector("h1");
  let quietSince = Date.now();
  while (Date.now() - quietSince < QUIET_MS) {
    await sleep(POLL_MS);
    if (waiting() > 0) quietSince = Date.now();
  }
}

/** What axe finds wrong with the page, as `rule: where`. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const { axe: inPage } = globalThis as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { target: unknown[] }[] }[] }> };
    };
    const { violations } = await inPage.run();
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(" ")).join(", ")}`);
  });
}

/** By how many pixels the page is wider than its window. */
export function overflowOf(page: Page): Promise<number> {
  return page.evaluate<number>("document.documentElement.scrollWidth - innerWidth");
}
